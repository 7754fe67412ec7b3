import { Injectable } from '@nestjs/common';
import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { Clock } from '@parley/platform';
import {
  countSegments,
  MarketingHours,
  smartEncoding,
  type Replacement,
  type SegmentCount,
} from '@parley/sms';
import { CampaignsStore, type Membership } from './campaigns.store.js';
import { findingsOf, LONGEST_LIST, type CampaignDraft, type Finding } from './domain/campaign-findings.js';
import { campaignHours, type CampaignHours, type Crowd } from './domain/campaign-hours.js';
import { readNumbers, type RefusedNumber } from './domain/number-list.js';

/** Refused numbers of a list that are named; the others are counted. */
const MOST_REFUSED = 100;

export interface ReviewedList {
  /** Numbers that can be texted, each once. */
  readonly numbers: number;
  readonly repeated: number;
  readonly refused: number;
  readonly firstRefused: readonly RefusedNumber[];
  /** How its numbers stand with the program; who is not in it gets nothing. */
  readonly memberships: readonly Membership[];
}

/** What a campaign would do if it were started now. */
export interface CampaignReview {
  readonly findings: readonly Finding[];
  /** As it is sent. */
  readonly text: string;
  readonly replaced: readonly Replacement[];
  readonly count: SegmentCount;
  /** Who would get it now. */
  readonly people: number;
  /** Absent: everybody who is in the program. */
  readonly list?: ReviewedList;
  readonly segments: number;
  /** How long the sender's contract takes for them, with nothing else to send, s. */
  readonly takesS?: number;
  readonly segmentsPerSecond?: number;
  readonly segmentsPerDay?: number;
  /** Texts of the program that a person gets a day, at most. */
  readonly maxPerDay?: number;
  /** Absent: it is no marketing, and goes at any hour. */
  readonly hours?: CampaignHours;
}

/** A review, and what starts the campaign where nothing speaks against it. */
export interface Reviewed {
  readonly review: CampaignReview;
  readonly subscribers: readonly string[] | undefined;
}

/** Looks at a draft as the dispatcher will: what it costs, whom it reaches, when, and what speaks against it. */
@Injectable()
export class CampaignReviews {
  constructor(
    private readonly directory: ConfigDirectory,
    private readonly campaigns: CampaignsStore,
    private readonly clock: Clock,
  ) {}

  async of(draft: CampaignDraft): Promise<Reviewed> {
    const nowMs = this.clock.now();
    const sender = this.directory.senders.get(draft.sender);
    const program = this.directory.programs.get(draft.program);
    const list =
      draft.numbers === undefined ? undefined : readNumbers(draft.numbers, sender?.country ?? 'US');
    const [taken, reached] = await Promise.all([
      this.campaigns.campaigns(draft.campaign, 1),
      this.reached(draft, list?.numbers),
    ]);
    const smart = sender?.smartEncoding === false ? undefined : smartEncoding(draft.text);
    const text = smart?.text ?? draft.text;
    const count = countSegments(text);
    const people = reached.crowds.reduce((sum, crowd) => sum + crowd.people, 0);
    const facts = { nowMs, sender, program, taken: taken.length > 0, people, listed: list?.numbers.length };
    const refused = list?.refused ?? [];
    const review: CampaignReview = {
      findings: findingsOf(draft, { ...facts, segments: count.segments }),
      ...{ text, replaced: smart?.replaced ?? [], count, people, segments: people * count.segments },
      ...(list && {
        list: {
          ...{ numbers: list.numbers.length, repeated: list.repeated, memberships: reached.memberships },
          ...{ refused: refused.length, firstRefused: refused.slice(0, MOST_REFUSED) },
        },
      }),
      ...contractOf(sender, people * count.segments),
      ...(program?.maxPerDay !== undefined && { maxPerDay: program.maxPerDay }),
      ...hoursOf(draft, sender, program, reached.crowds, nowMs),
    };
    return { review, subscribers: list?.numbers };
  }

  private async reached(
    { sender, program }: CampaignDraft,
    numbers: readonly string[] | undefined,
  ): Promise<{ memberships: readonly Membership[]; crowds: readonly Crowd[] }> {
    if (numbers === undefined)
      return { memberships: [], crowds: await this.campaigns.crowds(sender, program) };
    return this.campaigns.standing(sender, program, numbers.slice(0, LONGEST_LIST));
  }
}

function contractOf(sender: SenderConfigured | undefined, segments: number): Partial<CampaignReview> {
  if (sender === undefined) return {};
  const { segmentsPerSecond, segmentsPerDay } = sender;
  return {
    ...{ segmentsPerSecond, takesS: segments / segmentsPerSecond },
    ...(segmentsPerDay !== undefined && { segmentsPerDay }),
  };
}

/** A campaign goes in bulk: it is marketing, unless its program says that what it sends is not. */
function hoursOf(
  { sendAfter, expiresAt }: CampaignDraft,
  sender: SenderConfigured | undefined,
  program: ProgramConfigured | undefined,
  crowds: readonly Crowd[],
  nowMs: number,
): { hours?: CampaignHours } {
  if (program === undefined || program.kind === 'transactional') return {};
  const fromMs = sendAfter === undefined ? nowMs : Math.max(nowMs, Date.parse(sendAfter));
  const endMs = expiresAt === undefined ? Infinity : Date.parse(expiresAt);
  return { hours: campaignHours(new MarketingHours(sender?.marketingHours ?? []), crowds, fromMs, endMs) };
}
