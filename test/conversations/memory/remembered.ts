/** What a house knows of people and their texts, apart from what is configured: it is forgotten all at once. */
export class Remembered {
  private readonly all: { clear(): void }[] = [];

  map<K, V>(): Map<K, V> {
    return this.add(new Map<K, V>());
  }

  add<T extends { clear(): void }>(each: T): T {
    this.all.push(each);
    return each;
  }

  forget(): void {
    for (const each of this.all) each.clear();
  }
}
