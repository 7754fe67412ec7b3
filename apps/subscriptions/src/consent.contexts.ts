import { Injectable } from '@nestjs/common';
import type { ProgramConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import type { ConsentContext } from './domain/consent.decision.js';

const NO_PROGRAMS: readonly ProgramConfigured[] = [];

/** What decisions need of the configuration: a sender and its programs, indexed once per revision. */
@Injectable()
export class ConsentContexts {
  private revision: number | undefined;
  private programs = new Map<string, ProgramConfigured[]>();
  private readonly awaiting = new Set<string>();

  constructor(private readonly directory: ConfigDirectory) {}

  /** `now` in ms since the epoch. */
  of(sender: string, now: number): ConsentContext {
    if (this.revision !== this.directory.revision) this.index();
    return {
      sender: this.directory.senders.get(sender),
      programs: this.programs.get(sender) ?? NO_PROGRAMS,
      now,
    };
  }

  /** Whether a program of the sender takes other words than those that confirm: a birth date, a wrong answer. */
  awaitsAnswers(sender: string): boolean {
    if (this.revision !== this.directory.revision) this.index();
    return this.awaiting.has(sender);
  }

  private index(): void {
    this.awaiting.clear();
    const programs = new Map<string, ProgramConfigured[]>();
    for (const program of this.directory.programs.values()) {
      if (program.invalidAnswerText !== undefined || program.ageGate !== undefined) {
        this.awaiting.add(program.sender);
      }
      const others = programs.get(program.sender);
      if (others === undefined) programs.set(program.sender, [program]);
      else others.push(program);
    }
    this.programs = programs;
    this.revision = this.directory.revision;
  }
}
