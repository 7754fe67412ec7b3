/** Texts parted by bars; lines do not count. */
function texts(written: string): readonly string[] {
  return written.split(/[|\n]/).flatMap((text) => (text.trim() === '' ? [] : [text.trim()]));
}

/** Words for benign templates: `{place}` takes one of its list. */
export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  place: texts(`store | office | shop | bank | station | school | bakery | clinic | mall | front desk | gym`),
  item: texts(
    `sweater | jacket | red one | blue scarf | large | gift card | shoes | hat | second item | refund`,
  ),
  thing: texts(
    `order | appointment | reservation | flight | booking | delivery | membership | plan | class | ticket`,
  ),
  event: texts(
    `sale | promo | offer | game | show | meeting | contest | class | event | happy hour | season`,
  ),
  day: texts(
    `monday | tuesday | friday | sunday | tomorrow | today | tonight | next week | this weekend | june 4`,
  ),
  time: texts(`3pm | 10:30 | noon | 6 | 8 am | half past two | 17:45 | midnight | around 4 | 9ish`),
  name: texts(
    `anna | bob | maria | mr lee | my wife | our team | dr patel | the driver | jose | grandma | kim`,
  ),
  doing: texts(
    `laughing | smiling | thinking about it | shopping | eating these | watching | dancing | winning`,
  ),
  habit: texts(
    `smoking | drinking soda | sugar | my job | vaping | biting my nails | the team | school | coffee`,
  ),
  public: texts(
    `this bill | the war | the count | the traffic | the pipeline | asian hate | the steal | the leak`,
  ),
  number: texts(`1 | 2 | 7 | 12 | 33 | 404 | 4417 | 90210 | 10 | 100 | 2,5 | 3.99 | 555-0100 | 0 | 18`),
  city: texts(`boston | new york | chicago | dallas | miami | seattle | reno | st paul | la | south bend`),
  email: texts(`jo@example.com | end.user@example.org | stop@example.net | a.b@example.co`),
  stop: texts(`stop | quit | end | cancel | remove | unsubscribe | revoke | opt out`),
  near: texts(
    `stopping | stopped | stops | stopper | nonstop | unstoppable | stopover | stopwatch | backstop`,
  ),
  other: texts(
    `ending | ended | ends | weekend | friend | endless | send | bend | legend | spend | quitting`,
  ),
  third: texts(
    `quits | quite | quiet | quitter | cancelled | cancellation | cancels | cancer | removed | removal`,
  ),
  last: texts(
    `remover | revoked | revoking | unsubscribed | subscribe | opting in | opt in | options | stopgap`,
  ),
  typo: texts(
    `shop | step | top | stoop | stomp | spot | slop | strop | stow | snap | quiz | evoke | channel`,
  ),
  key: texts(
    `discount | join | sweaters | menu | hours | vip | win | deal | balance | status | y | n | a | b`,
  ),
};

/** Hard negatives: they hold an opt-out word and are none. */
export const HARD: readonly string[] = texts(`
Stop this bill! | stop {public} | we must stop {public} | help us stop {public} | vote to end {public}
don't stop | dont stop {doing} | I can't stop {doing} | cant stop wont stop
please don't stop texting me | never stop {doing} | do not cancel my {thing} | don't remove the {item}
don't unsubscribe me | not end yet | bus stop | the bus stop near the {place} | which stop is it
last stop {city} | stop sign at the {place} | i will stop by the {place} {day} | can i stop by {day}
stopping by at {time} | stop by {day} {time} | when does the {event} end | does the {event} end {day}?
end of {day} | the end | end date? | west end | at the end of the {event} | rear end | end to end
in the end we took the {item} | until the end of june | cancel my {thing} | cancel {thing} {number}
please cancel the {item} | can i cancel my {thing}? | how do i cancel my {thing}
cancel {day} and book {day} | i need to cancel {day} at {time} | cancel that one
is the {event} cancelled | they cancelled my {thing} | cancellation policy?
cancelling the {thing} {day} | i want to quit {habit} | quit {habit} 3 weeks ago
quitting {habit} is hard | how to quit {habit} | my phone quit working | quit day is {day}
the app quit on me | quit playing games with my heart | remove the {item} from my {thing}
how to remove a stain from the {item} | remove {number} add {number}
revoke my key card for the {place} | was his license revoked | can they revoke the {thing}
is there an opt out fee | what happens if i opt out of the {thing} fee | opt in | opt me in
i opt for the {item} | unsubscribe from what? | why was i unsubscribed
unsubscribed by mistake, add me back | who said {stop} | does {stop} mean i lose my points
what if i text {stop} | if i reply {stop} do i get a refund | Liked “Reply STOP to end”
Loved “Reply HELP for help, STOP to end.” | Emphasized “Text STOP to opt out”
it says reply {stop} but why | stop or go? | stop and smell the roses | non stop to {city}?
full stop then | stop motion movie | pit stop in {city} | one stop shop | stop loss at {number}
a stop at the {place}? | he said stop and i laughed | haha stop it you {name}
omg stop that is so funny | when will it stop raining | did the rain stop | does it stop at {city}
stop start traffic | start stop button broken | START | {near} | {near} at {time} | {other}
{other} {day} | {third} | {third} the {thing} | {last} | {last} {item} | {near} {other} | {typo}
{typo} {item} | my {other} {name} | STOPPING | unstoppable | weekend | endgame | take me to the {place}
take me off hold | leave me a message | no more {item}? | no more than {number}
text me when the {thing} is ready | do not text while driving | don't send the {item} yet
lose weight by {day} | no more messages from {name}? | i stopped getting texts
why did you stop texting me | are messages ending`);

/** What people write to a business all day. */
export const PLAIN: readonly string[] = texts(`
where is my {thing} | where is my {thing} {number}? | is the {item} back in stock
do you have the {item} in {number} | what time do you open {day} | see you {day} at {time}
running late, be there {time} | can {name} come too | yes | no | ok | k | sure | thanks
thank you so much | hi | hello | hey there | good morning | lol | nope | yes please | no thanks
maybe later | not now | y | n | {number} | {number} {number} | size {number} | {key} | {key} please
i want {key} | {key} {number} | my code is {number} | zip {number} | {city} | {name} | {email}
my email is {email} | call me at {number} | order #{number} | https://example.com/stop/{number}
the {item} is too small, can i exchange it | i love the {item} | how much is the {item}
is it {number} or {number} | ship it to {city} | do you deliver to {city}
table for {number} {day} {time} | {day} {time} works | {day} | who is this | wrong number
new phone who dis | can you call me | what is this about | is this a bot | HELP | happy birthday {name}
tell {name} i said hi | got it | on my way | done | sent | paid | received, thx | a | b | c
option {number} | the first one | both | neither | all of them | none | any | more | less`);

/** Other languages: no opt-outs there either, some with words that look like one here. */
export const FOREIGN: readonly string[] = texts(`
¿dónde está mi pedido {number}? | a qué hora abren {day} | quiero el azul talla {number}
gracias, hasta mañana | no pare, siga | el fin de semana | parada de autobús | hasta el final
cancelar mi cita de las {time} | alto rendimiento | où est ma commande {number} | l'arrêt de bus
à quelle heure fermez-vous | je m'arrête au magasin | fin de la promo ? | stp envoie le code
on se voit à {time} | non merci | d'accord | en fin de semaine | annuler ma commande {number}
wo ist mein paket | bis wann geht der sale | am ende des monats | stoppuhr | ohne ende
bitte größe {number} | ende mai? | nicht aufhören | endlich wochenende | kündigung der {number}
die haltestelle | quittung bitte | wann endet das | onde está meu pedido | ponto de ônibus
fim de semana | não pare | cancelar o pedido {number} | obrigado, até logo | dov’è il mio ordine
fermata del bus | alla fine | non smettere | a che ora chiudete | va bene | waar is mijn bestelling
bushalte | einde van de maand | niet stoppen | tot morgen | eind mei | gdzie jest moje zamówienie
koniec miesiąca | przystanek | dziękuję | var är mitt paket | slutet av maj | hållplats
где мой заказ {number} | конец недели | остановка | не останавливайся | спасибо
во сколько вы открываетесь | топ | πού είναι η παραγγελία | στάση λεωφορείου | ευχαριστώ
τέλος του μήνα | siparişim nerede | durak | hafta sonu | أين طلبي | شكرا | موقف الحافلة
איפה ההזמנה שלי | תודה | תחנת אוטובוס | मेरा ऑर्डर कहाँ है | धन्यवाद | बस स्टॉप | 我的订单在哪里 | 公交车站 | 谢谢
月底 | 注文はどこですか | バス停 | ありがとう | 週末 | 주문 어디쯤이에요 | 감사합니다 | 버스 정류장 | đơn hàng của tôi đâu | trạm xe buýt
cảm ơn | pesanan saya di mana | akhir pekan | terima kasih | สวัสดี | ขอบคุณ`);

/** Single words of everyday English, for answers to a question. */
export const EVERYDAY: readonly string[] = `
able about above accept across act add after again age ago agree air all allow alone along also always among
and animal answer any apple april area arm around arrive art ask at atop august away baby back bad bag ball
band bar base bath bear beat bed been began below best better big bird black blue boat body book born both
box boy bread break bring brown build bus busy but buy call came can car card care carry cat catch cause
cent chair change check child city class clean clear close cloth cloud coat cold color come cook cool copy
corn cost could count cover cow cross cry cup cut dad dance dark date day dead deal dear death deep did die
dinner do doctor dog dollar done door down draw dress drink drive drop dry duck during each ear early earth
east easy eat egg eight else empty enter even evening ever every eye face fact fall family far farm fast
father feel feet fell felt few fifty fight fill final find fine finger fire first fish fit five floor flower
fly follow food foot for forget form four free fresh friend from front fruit full game garden gave get gift
girl give glad glass go gold gone good got grass great green grew group grow guess had hair half hand happy
hard has hat have he head hear heart heat heavy held here high hill his hit hold home hope horse hot hour
house how hundred hurry ice idea if inch it job joy jump just keep key kind king kiss knew know lady lake
land large last late laugh law lay lead learn least leave left leg let letter life lift light like line lip
list little live long look lost lot loud love low lunch made mail main make man many map mark may mean meat
meet men met middle might mile milk mind minute miss money month moon more morning most mother move much
music must my name near neck need new next nice night nine noon north nose note now off offer often oil old
once one only open or orange order other our out over own page paid pain pair paper park part party pass
past pay pen people pick picture piece pink place plan play point pool poor post pound price pull push put
queen quick quiet quite rain ran reach read ready real red rest rich ride right ring river road rock room
round run sad safe said sale salt same sand sat saw say school sea seat see sell sent set seven shall she
ship shirt shoe shop short should show shut side sign silver sing sister sit six size skin sky sleep slow
small smile snow so soap sock soft some son song soon sort sound soup south spot spring stand star stay step
still stone stood store story street strong such sugar suit summer sun sure swim table take talk tall taste
tea team tell ten than that them then there they thin thing think third this three through tie time tiny to
today toe told too took top town toy train tree trip true try turn two under until up us use very visit wait
walk wall want warm was wash water way we wear week well went were west wet what wheel when where which
white who why wide wife will wind winter wish with woman wood word work world write wrong year yellow yet
you young your zero zoo`
  .trim()
  .split(/\s+/);
