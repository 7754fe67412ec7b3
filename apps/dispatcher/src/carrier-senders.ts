import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { findCarrier, type CarrierSender } from '@parley/carriers';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';

/** The open line to each carrier that has an account. */
@Injectable()
export class CarrierSenders implements OnApplicationShutdown {
  private readonly senders = new Map<string, CarrierSender>();

  constructor(@Inject(DISPATCHER_ENVIRONMENT) environment: DispatcherEnvironment) {
    const http = {
      connections: environment.CARRIER_CONNECTIONS,
      headersTimeoutMs: environment.CARRIER_TIMEOUT_MS,
      bodyTimeoutMs: environment.CARRIER_TIMEOUT_MS,
    };
    for (const [id, account] of Object.entries(environment.CARRIER_ACCOUNTS)) {
      const carrier = findCarrier(id);
      const dialect = id === 'generic' ? environment.GENERIC_CARRIER : undefined;
      const settings = dialect === undefined ? account.settings : { ...account.settings, dialect };
      if (carrier) this.senders.set(id, carrier.createSender({ ...account, settings }, http));
      else
        new Logger(CarrierSenders.name).warn({
          msg: 'CARRIER_ACCOUNTS names a carrier that does not exist',
          carrier: id,
        });
    }
  }

  /** Undefined when no account is configured for the carrier. */
  of(carrier: string): CarrierSender | undefined {
    return this.senders.get(carrier);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.senders.values()].map((sender) => sender.close()));
  }
}
