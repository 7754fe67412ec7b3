/** North American numbers from 212-200-0000 on, one after the other; the simulator is their only network. */
export function phoneNumbers(): () => string {
  let next = 2_122_000_000;
  return () => `+1${next++}`;
}
