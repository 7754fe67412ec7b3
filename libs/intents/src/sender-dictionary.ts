import type { KeywordConfigured, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { normalizeForMatching } from '@parley/sms';
import { KeywordIndex } from './keyword-index.js';

/** All that a text to one sender can mean, from one revision of the configuration. */
export interface SenderDictionary {
  readonly sender: SenderConfigured;
  /** Names of the sender's programs. */
  readonly programs: readonly string[];
  readonly keywords: KeywordIndex;
  /** The programs that each confirming word belongs to, by its matching form. */
  readonly confirmWords: ReadonlyMap<string, readonly string[]>;
  /** A program takes other answers than those words: what nobody understood may be one, or a wrong one. */
  readonly awaitsAnswers: boolean;
}

/** The configuration as services hold it; `revision` changes with any change of it. */
export interface Directory {
  readonly senders: ReadonlyMap<string, SenderConfigured>;
  readonly programs: ReadonlyMap<string, ProgramConfigured>;
  readonly keywords: ReadonlyMap<string, KeywordConfigured>;
  readonly revision: number;
}

/** Builds each sender's dictionary when it is first asked for, and again when the configuration changed. */
export class SenderDictionaries {
  private revision = Number.NaN;
  private readonly built = new Map<string, SenderDictionary>();
  private keywords = new Map<string, KeywordConfigured[]>();
  private programs = new Map<string, ProgramConfigured[]>();

  constructor(private readonly directory: Directory) {}

  /** Undefined where no such sender is configured. */
  of(address: string): SenderDictionary | undefined {
    if (this.revision !== this.directory.revision) this.refresh();
    const known = this.built.get(address);
    const sender = this.directory.senders.get(address);
    if (known || !sender || sender.removed) return known;
    const dictionary = build(sender, this.programs.get(address) ?? [], this.keywords.get(address) ?? []);
    this.built.set(address, dictionary);
    return dictionary;
  }

  private refresh(): void {
    this.revision = this.directory.revision;
    this.built.clear();
    this.keywords = bySender(this.directory.keywords.values());
    this.programs = bySender(this.directory.programs.values());
  }
}

function build(
  sender: SenderConfigured,
  programs: readonly ProgramConfigured[],
  keywords: readonly KeywordConfigured[],
): SenderDictionary {
  const confirmWords = new Map<string, string[]>();
  for (const { program, confirmWords: words } of programs) {
    for (const word of new Set(words.map(normalizeForMatching))) {
      confirmWords.set(word, [...(confirmWords.get(word) ?? []), program]);
    }
  }
  return {
    sender,
    programs: programs.map(({ program }) => program),
    keywords: new KeywordIndex(keywords, sender.country),
    confirmWords,
    awaitsAnswers: programs.some(
      ({ invalidAnswerText, ageGate }) => invalidAnswerText !== undefined || ageGate !== undefined,
    ),
  };
}

function bySender<T extends { sender: string; removed?: boolean | undefined }>(
  entries: Iterable<T>,
): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const entry of entries) {
    if (entry.removed) continue;
    const group = grouped.get(entry.sender);
    if (group) group.push(entry);
    else grouped.set(entry.sender, [entry]);
  }
  return grouped;
}
