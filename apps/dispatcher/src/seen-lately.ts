/** 2^23 places: after 300,000 keys a new one meets the place of another in 4 of 100 cases. */
const PLACES = 2 ** 23;

/**
 * Whether a key came in the last `withinMs`, in 2 MB however many come. Never wrong about one that did, while the
 * process lives; now and then it takes one for seen that was not, or that came up to twice as long ago.
 */
export class SeenLately {
  private current = new Uint8Array(PLACES / 8);
  private before = new Uint8Array(PLACES / 8);
  private age = 0;

  constructor(private readonly withinMs: number) {}

  /** Notes a key. @returns whether it was here lately */
  note(key: string, nowMs: number): boolean {
    this.turn(Math.floor(nowMs / this.withinMs));
    const place = placeOf(key);
    const [at, bit] = [place >>> 3, 1 << (place & 7)];
    const seen = ((this.current[at]! | this.before[at]!) & bit) !== 0;
    this.current[at]! |= bit;
    return seen;
  }

  private turn(age: number): void {
    if (age <= this.age) return;
    [this.current, this.before] = [this.before, this.current];
    this.current.fill(0);
    if (age > this.age + 1) this.before.fill(0);
    this.age = age;
  }
}

/** FNV-1a, its upper bits folded in. */
function placeOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return ((hash >>> 24) ^ hash) & (PLACES - 1);
}
