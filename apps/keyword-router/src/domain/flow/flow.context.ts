import type {
  ConsentStateName,
  PreferenceConfigured,
  ProgramConfigured,
  SenderConfigured,
} from '@parley/contracts';
import type { Flow, Told } from './flow.state.js';

/** What a template may say, by its first word: `{{ preference.size }}`. */
export interface TemplateVariables {
  readonly preference: Told;
  readonly program: Readonly<{ name?: string; program?: string }>;
  readonly sender: Readonly<{ brand?: string; sender?: string }>;
  readonly answer: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly coupon: string;
}

/** What the flows of one conversation look at; the time included. */
export interface FlowContext {
  readonly nowMs: number;
  readonly sender: SenderConfigured | undefined;
  /** Automation is quiet: nothing begins. */
  readonly held: boolean;
  readonly preferences: Told;
  flow(name: string): Flow | undefined;
  program(name: string): ProgramConfigured | undefined;
  preference(name: string): PreferenceConfigured | undefined;
  consentOf(program: string): ConsentStateName;
  /** Liquid; a text without `{{` and `{%` comes back as it is. Never throws. */
  render(template: string, variables: TemplateVariables): string;
}
