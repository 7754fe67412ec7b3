/** What a flow wants done; the shell makes events of it. */
export type FlowEffect =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly program?: string | undefined;
      /** Whether a prompt follows from the same turn, which must not overtake it. */
      readonly beforePrompt?: boolean | undefined;
    }
  | { readonly kind: 'preference'; readonly preference: string; readonly value: string | number }
  | {
      readonly kind: 'subscribe';
      readonly program: string;
      readonly flow: string;
      /** The revision of parley.yaml that the flow is from: the question that was asked stands there. */
      readonly flowVersion: string;
      readonly step: string;
    }
  | { readonly kind: 'coupon'; readonly pool: string; readonly run: string; readonly step: string }
  | { readonly kind: 'handoff'; readonly flow: string; readonly step: string };

/** Why a run ended; `changed`: the step that it waited at, or was to go to, is no longer in the flow. */
export type FlowEnd =
  'done' | 'timeout' | 'no_answer' | 'no_coupon' | 'handoff' | 'stopped' | 'replaced' | 'changed' | 'loop';
