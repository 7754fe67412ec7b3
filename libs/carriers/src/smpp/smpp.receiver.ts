import type { CarrierAccount } from '../carrier.port.js';
import type { CarrierReceiver, InboundSink, Intake, LinkWatch } from '../receiver.port.js';
import { ESME } from './command-status.js';
import { readDelivery } from './inbound.js';
import { canonicalId } from './message-id.js';
import { MoNames } from './mo-names.js';
import type { MessageBody } from './pdu.js';
import { bindOf, smppAccount, type SmppAccount } from './smpp.account.js';
import { SmppLink } from './smpp-link.js';
import type { LinkSession } from './smpp-link.port.js';

/** What the SMSC is told: only "later" makes it send the text again. */
const ANSWER_TO_MO: Readonly<Record<Intake, number>> = {
  kept: ESME.ROK,
  refused: ESME.RX_P_APPN,
  again: ESME.RX_T_APPN,
};
/** A receipt that makes no sense is answered as kept: some SMSCs would send it for ever. */
const ANSWER_TO_RECEIPT: Readonly<Record<Intake, number>> = { ...ANSWER_TO_MO, refused: ESME.ROK };

/** Hears MO and receipts by deliver_sm over the account's binds, and answers once they are durable. */
export class SmppReceiver implements CarrierReceiver {
  private readonly account: SmppAccount;
  private readonly names: MoNames;
  private readonly binds: SmppLink[];

  constructor(
    account: CarrierAccount,
    private readonly sink: InboundSink,
    watch: LinkWatch = () => undefined,
  ) {
    this.account = smppAccount(account);
    this.names = new MoNames(this.account.moRepeatSeconds * 1_000);
    const bind = bindOf(this.account, 'receiver');
    const owner = {
      ready: () => undefined,
      changed: watch,
      deliver: (message: MessageBody, session: LinkSession) => this.take(message, session),
    };
    this.binds = Array.from({ length: this.account.binds }, () => new SmppLink(this.account, bind, owner));
  }

  get links(): { wanted: number; up: number } {
    return { wanted: this.binds.length, up: this.binds.filter(({ state }) => state === 'bound').length };
  }

  async close(): Promise<void> {
    await Promise.all(this.binds.map((link) => link.close()));
  }

  /** Breaks every connection, as a network does; for tests. */
  cut(): void {
    for (const link of this.binds) link.cut();
  }

  private async take(message: MessageBody, session: LinkSession): Promise<number> {
    const inbound = readDelivery(message, this.account);
    switch (inbound.kind) {
      case 'receipt':
        return ANSWER_TO_RECEIPT[await this.sink.receipt(inbound.receipt)];
      case 'unreadable':
        this.sink.unreadable(inbound.reason);
        return ESME.RX_P_APPN;
      case 'mo': {
        const given = this.givenId(message);
        if (given !== undefined) {
          return ANSWER_TO_MO[await this.sink.mo({ ...inbound.mo, carrierMessageId: given })];
        }
        const name = this.names.name(message, session, Date.now());
        const intake = await this.sink.mo({ ...inbound.mo, carrierMessageId: name.id });
        if (intake === 'kept') name.kept(Date.now());
        return ANSWER_TO_MO[intake];
      }
    }
  }

  /** The SMSC's own id of an MO, where the account says which TLV holds it. */
  private givenId(message: MessageBody): string | undefined {
    const { moIdTlv } = this.account;
    const value = moIdTlv === undefined ? undefined : message.tlvs?.get(moIdTlv);
    return value && canonicalId(Buffer.from(value).toString('latin1').replace(/\0.*$/s, ''), 'text');
  }
}
