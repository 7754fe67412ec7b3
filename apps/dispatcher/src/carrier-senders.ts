import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { findCarrier, type CarrierSender, type LinkWatch } from '@parley/carriers';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { LineLoad } from './domain/line-load.js';
import { LineQueue } from './line-queue.js';
import { sendMetrics } from './send-metrics.js';

/** What a text that is to leave asks of the lines to carriers. */
export type CarrierLines = Pick<CarrierSenders, 'of' | 'load' | 'queue'>;

/** The open line to each carrier that has an account. */
@Injectable()
export class CarrierSenders implements OnApplicationShutdown {
  private readonly senders = new Map<string, CarrierSender>();
  private readonly lines = new Map<string, { readonly load: LineLoad; readonly queue: LineQueue }>();
  /** Whether receipts of a carrier here name the carrier's own ids alone: it has no address to call back. */
  readonly namedByIdAlone: boolean;

  private readonly logger = new Logger(CarrierSenders.name);

  constructor(@Inject(DISPATCHER_ENVIRONMENT) private readonly environment: DispatcherEnvironment) {
    const http = {
      connections: environment.CARRIER_CONNECTIONS,
      headersTimeoutMs: environment.CARRIER_TIMEOUT_MS,
      bodyTimeoutMs: environment.CARRIER_TIMEOUT_MS,
    };
    for (const [id, account] of Object.entries(environment.CARRIER_ACCOUNTS)) {
      const carrier = findCarrier(id);
      const dialect = id === 'generic' ? environment.GENERIC_CARRIER : undefined;
      const settings = dialect === undefined ? account.settings : { ...account.settings, dialect };
      if (carrier) this.senders.set(id, carrier.createSender({ ...account, settings }, http, this.watch(id)));
      else this.logger.warn({ msg: 'CARRIER_ACCOUNTS names a carrier that does not exist', carrier: id });
    }
    this.namedByIdAlone = Object.keys(environment.CARRIER_ACCOUNTS).some(
      (id) => findCarrier(id) !== undefined && findCarrier(id)!.webhooks === undefined,
    );
  }

  private watch(carrier: string): LinkWatch {
    return ({ kind, reason }) => {
      sendMetrics.links.add(1, { carrier, change: kind });
      if (kind === 'bound' || kind === 'closed')
        this.logger.log({ msg: `link to carrier: ${kind}`, carrier });
      else this.logger.warn({ msg: 'link to carrier is down', carrier, change: kind, reason });
    };
  }

  /** Undefined when no account is configured for the carrier. */
  of(carrier: string): CarrierSender | undefined {
    return this.senders.get(carrier);
  }

  /** How busy the line to a carrier is. */
  load(carrier: string): LineLoad {
    return this.line(carrier).load;
  }

  /** Those whose slot has come and who wait for the line to a carrier. */
  queue(carrier: string): LineQueue {
    return this.line(carrier).queue;
  }

  private line(carrier: string): { readonly load: LineLoad; readonly queue: LineQueue } {
    let line = this.lines.get(carrier);
    if (line === undefined) {
      const load = new LineLoad(this.of(carrier)?.window ?? this.environment.CARRIER_CONNECTIONS);
      this.lines.set(carrier, (line = { load, queue: new LineQueue() }));
    }
    return line;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.senders.values()].map((sender) => sender.close()));
  }
}
