/** Words as somebody saw them, and which version of them it was. */
export interface Words {
  readonly text: string;
  readonly version: string;
}
