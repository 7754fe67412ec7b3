import {
  CasesStore,
  type StoredCase,
  type StoredMessage,
} from '../../../apps/keyword-router/src/cases.store.js';
import type { RecordOf } from '../../../apps/keyword-router/src/dialogue.record.js';
import type { Remembered } from './remembered.js';

type CaseRecord = RecordOf<'opened'> | RecordOf<'closed'> | RecordOf<'message'>;

/** Cases and what was said in them. */
export class MemoryCases extends CasesStore {
  private readonly kept: Map<string, StoredCase>;
  private readonly said: Map<string, StoredMessage[]>;

  constructor(remembered: Remembered) {
    super();
    this.kept = remembered.map();
    this.said = remembered.map();
  }

  async list(state: 'open' | 'closed', most: number): Promise<StoredCase[]> {
    const those = [...this.kept.values()].filter(
      ({ closedAt }) => (closedAt === undefined) === (state === 'open'),
    );
    return (state === 'open' ? those : those.reverse()).slice(0, most);
  }

  async find(id: string): Promise<StoredCase | undefined> {
    return this.kept.get(id);
  }

  async messages(id: string): Promise<StoredMessage[]> {
    return this.said.get(id) ?? [];
  }

  note(record: CaseRecord): void {
    const at = new Date(record.atMs).toISOString();
    if (record.kind === 'message') {
      const { caseId, by, agent, text } = record;
      this.said.set(caseId, [
        ...(this.said.get(caseId) ?? []),
        { by, text, at, ...(agent !== undefined && { agent }) },
      ]);
      return;
    }
    if (record.kind === 'closed') {
      const open = this.kept.get(record.id);
      if (open) this.kept.set(record.id, { ...open, closedAt: at, closedBy: record.reason });
      return;
    }
    const { id, subscriber, sender, reason, flow, step } = record;
    const place = { ...(flow !== undefined && { flow }), ...(step !== undefined && { step }) };
    this.kept.set(id, { id, subscriber, sender, reason, ...place, openedAt: at });
  }
}
