/** A text, and the country of the sender that it goes to: US where none is named. */
type Said = readonly [text: string, country?: string];

const said = (written: string, country?: string): Said[] =>
  written.split(/[|\n]/).flatMap((text): Said[] => (text.trim() === '' ? [] : [[text.trim(), country]]));

/** As people revoke in their own words, written by hand and not from the phrases that the recogniser reads. */
export const PLAIN_REVOCATIONS: readonly Said[] = [
  ...said(`
wrong number, stop texting | Wrong number. Stop texting me! | stop texting, wrong number | wrong number STOP
You have the wrong number, please stop texting me | not interested, stop | Not interested. STOP
I'm not interested, stop messaging me | stop. not interested | no thanks, unsubscribe | No longer interested
I am no longer interested | im no longer interested, thanks | no longer interested in these texts
Not interested anymore | unsubscribe all | UNSUBSCRIBE ALL please | END ALL | End all. | opt out all
STOP!!! I never signed up for this | I never signed up for this. STOP | stop i didn't sign up for this
I did not sign up for this, remove me | who is this? stop | this is spam stop | too many texts, stop
remove my number from your database | Please remove me from your system | delete my number from your records
take me off your contact list | take my number off your list | drop me from the list | stop txt | STOP TXTS
stop txting me | no more txts | no more messages please | end this | End this now | please end it | td | TD
stop texting this number | quit texting me | cease contacting me | please stop sending me these messages
could you please stop messaging me | can u stop texting me | I want to opt out | I revoke my consent
i don't want these messages anymore | do not text me again | never contact me again | don't message me
lose my number | leave me alone | cancel my subscription | opt me out | stop all messages`),
  ...said(
    `ne plus recevoir de messages | désabonner | Désabonnement | arrêtez svp | ARRETEZ SVP | plus de sms merci
je ne veux plus recevoir de messages | Stop pub`,
    'FR',
  ),
  ...said(
    `no quiero más mensajes | No quiero mas mensajes por favor | darme de baja | no más mensajes gracias
Dejen de enviarme mensajes | cancelar suscripción`,
    'MX',
  ),
];

/** As near as a benign text comes to them. */
export const NEAR_REVOCATIONS: readonly Said[] = [
  ...said(`
wrong number | Sorry, wrong number | not interested | who is this? | I never signed up for this class
no longer interested in red, have you blue? | no longer interested in the blue one | no thanks
I'm not interested in the red one | Stop this bill! | STOPPING | unstoppable | don't stop | stop by the store
end of the month? | end this sale please no | does this end today? | when does this end | end all wars
stop the count | stop all the noise at the store | unsubscribe all my kids from the class trip
remove my number 4 from the order | remove my name from the pickup list | is my number in your database?
take me off hold | take my order off hold | take 10 off the list price | delete my order | drop me a text
drop me at the store | no more red ones? | no more than two please | no more messages from the driver?
don't text me the code, call me | don't message the driver | don't stop texting me | never stop
do not cancel my order | lose the red one | leave me a message | leave it at the door | cancel my order
cancel all my orders | end my shift at 5 | i want to opt for the blue one | can you text me the address
please text me when it ships | i didn't sign up yet, how do i? | too many texts | i signed up, where is my code
stop and smell the roses | quit smoking tips | touchdown td bank | td bank | what does td mean
remove the red one | is there a stop near the store | txt me later | stop txt from my bank, how? | spam musubi
this is spam? | my records are wrong | your system is down | i revoke my order`),
  ...said(
    `arrêt de bus | où est ma commande | je m'arrête au magasin | plus de choix ? | recevoir un message`,
    'FR',
  ),
  ...said(
    `quiero más mensajes | no quiero el azul | más mensajes? | cancelar mi cita | la baja de precios`,
    'MX',
  ),
];
