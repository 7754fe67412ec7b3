import type { Random } from '../../faults/random.js';
import { oddWords, prototypeNames } from './odd-words.js';

type Field = [name: string, value: string];

/** Changes a form or a query: fields left out, written twice, of odd words and names, badly escaped. */
export function mutateForm(form: string, random: Random): string {
  const fields: Field[] = [...new URLSearchParams(form)];
  for (let times = random.pick([1, 1, 2, 3, 6]); times > 0; times--) mutateOnce(fields, random);
  const text = new URLSearchParams(fields).toString();
  return random.next() < 0.8 ? text : badlyEscaped(text, random);
}

function mutateOnce(fields: Field[], random: Random): void {
  const at = random.between(0, Math.max(fields.length - 1, 0));
  const field = fields[at] ?? ['', ''];
  random.pick([
    () => void (field[1] = random.pick(oddWords)),
    () => void (field[1] = random.pick(oddWords)),
    () => void (field[1] += random.pick(oddWords)),
    () => void (field[1] = field[1].slice(0, random.between(0, field[1].length))),
    () => void (field[1] = field[1].repeat(random.pick([2, 40]))),
    () => void (field[0] = random.pick([...prototypeNames, ...oddWords])),
    () => void (field[1] = random.pick(fields.length > 0 ? fields : [field])[1]),
    () => void fields.splice(at, 1),
    () => void fields.push([field[0], random.pick(oddWords)]),
    () => void fields.push([random.pick(prototypeNames), random.pick(oddWords)]),
    () => void fields.push(...Array.from({ length: 200 }, (_, n): Field => [`f${n}`, field[1]])),
  ])();
}

function badlyEscaped(text: string, random: Random): string {
  return random.pick([
    () => text.replaceAll('%', random.pick(['%2', '%%', '%u00', '%FF'])),
    () => text.replaceAll('&', ';'),
    () => text.replaceAll('=', random.pick(['', '==', '%3D'])),
    () => decodeURIComponent(text.replaceAll(/%(?![0-9A-Fa-f]{2})/g, '%25')),
  ])();
}
