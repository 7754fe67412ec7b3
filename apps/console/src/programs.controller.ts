import { Controller, Get, Query } from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Needs } from '@parley/platform';
import { AskedOnce } from './asked-once.js';
import { CampaignsStore } from './campaigns.store.js';
import type { ProgramGrowth } from './domain/program-growth.js';
import { ProgramGrowthView } from './program-growth.view.js';

/** A program as one chooses it for a campaign. */
export interface ProgramView {
  readonly sender: string;
  readonly program: string;
  readonly name: string;
  readonly members: number;
  readonly segmentsPerSecond: number;
  readonly smartEncoding: boolean;
  readonly maxSegments?: number;
}

const FEWEST_DAYS = 7;
const MOST_DAYS = 730;
const DAYS = 90;

/** Programs, how many people are in each, and how that grew. */
@Controller('v1/programs')
export class ProgramsController {
  private readonly asked = new AskedOnce(20);

  constructor(
    private readonly directory: ConfigDirectory,
    private readonly campaigns: CampaignsStore,
    private readonly ledger: ProgramGrowthView,
  ) {}

  @Get()
  @Needs('campaigns:read')
  async programs(): Promise<{ programs: readonly ProgramView[] }> {
    const members = await this.asked.of('members', () => this.campaigns.members());
    const programs = [...this.directory.programs.values()].flatMap((each): ProgramView[] => {
      const { sender, program, name } = each;
      const of = this.directory.senders.get(sender);
      if (of === undefined) return [];
      const maxSegments = each.maxSegments ?? of.maxSegments;
      return [
        {
          ...{ sender, program, name, members: members.get(`${sender}/${program}`) ?? 0 },
          ...{ segmentsPerSecond: of.segmentsPerSecond, smartEncoding: of.smartEncoding !== false },
          ...(maxSegments !== undefined && { maxSegments }),
        },
      ];
    });
    return { programs: programs.toSorted((a, b) => a.program.localeCompare(b.program)) };
  }

  /** By day (UTC), the oldest first; today is the last. */
  @Get('growth')
  @Needs('consents:read')
  async growth(@Query('days') asked?: string): Promise<{ programs: readonly ProgramGrowth[] }> {
    const wanted = Number(asked ?? DAYS);
    const days = Number.isInteger(wanted) ? Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, wanted)) : DAYS;
    return { programs: await this.asked.of(`growth ${days}`, () => this.ledger.growth(days)) };
  }
}
