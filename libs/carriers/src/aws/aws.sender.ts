import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { awsErrors } from './aws.errors.js';
import { contextKey } from './aws.webhooks.js';
import { signedHeaders, type AwsCredentials, type SignedPost } from './sigv4.js';

const reader: AnswerReader = {
  messageId: (body) => nonEmptyString(fieldOf(body, 'MessageId')),
  errorCode: (body) => {
    // `com.amazonaws…#ConflictException:http://…`: the name alone says what happened.
    const type = nonEmptyString(fieldOf(body, '__type'))?.replace(/^.*#/, '').replace(/:.*$/, '');
    const fields = fieldOf(body, 'Fields');
    const field = Array.isArray(fields) ? fieldOf(fields[0], 'Name') : undefined;
    if (type === undefined) return undefined;
    const parts = [type, nonEmptyString(fieldOf(body, 'Reason')), nonEmptyString(field)];
    return parts.join('/').replace(/\/+$/, '').slice(0, 200);
  },
  errorOf: (code) => {
    const [type = '', reason = '', field = ''] = code.split('/', 3);
    return awsErrors.get(`${type}/${reason}`) ?? awsErrors.get(field) ?? awsErrors.get(type);
  },
};

/** TimeToLive, seconds (docs.aws.amazon.com/pinpoint, SendTextMessage). */
const shortestLife = 5;
const longestLife = 259_200;

/**
 * SendTextMessage of AWS End User Messaging SMS (`PinpointSMSVoiceV2`), as AWS's SDK sends it: JSON 1.0 with
 * Signature Version 4; 200 `{MessageId}`, errors `{__type, Reason?, Fields?}`. It has no idempotency token.
 */
export class AwsSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly post: Omit<SignedPost, 'body'>;
  private readonly credentials: AwsCredentials;
  private readonly constants: Readonly<Record<string, string | undefined>>;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    const { accountId, token, settings } = account;
    if (!accountId) throw new CarrierAccountError('aws', 'accountId');
    if (!token) throw new CarrierAccountError('aws', 'token');
    if (!settings?.region) throw new CarrierAccountError('aws', 'settings.region');
    const baseUrl = new URL(account.baseUrl ?? `https://sms-voice.${settings.region}.amazonaws.com`);
    this.http = new HttpExchange(baseUrl.origin, options);
    this.post = {
      region: settings.region,
      service: 'sms-voice',
      host: baseUrl.host,
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
      },
    };
    this.credentials = {
      accessKeyId: accountId,
      secretAccessKey: token,
      sessionToken: settings.sessionToken,
    };
    this.constants = {
      ConfigurationSetName: settings.configurationSet,
      MessageType: settings.messageType ?? 'TRANSACTIONAL',
    };
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const body = JSON.stringify({
      DestinationPhoneNumber: mt.to,
      OriginationIdentity: mt.from,
      MessageBody: mt.text.toWellFormed(),
      ...this.constants,
      TimeToLive: mt.validitySeconds === undefined ? undefined : life(mt.validitySeconds),
      Context: { [contextKey]: mt.mtId },
    });
    const headers = signedHeaders({ ...this.post, body }, this.credentials, Date.now());
    if (mt.traceparent !== undefined) headers.push('traceparent', mt.traceparent);
    const exchange = await this.http.post({ path: '/', headers, body, sendBy: mt.sendBy, signal });
    return sendOutcome(exchange, reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }
}

function life(validitySeconds: number): number {
  return Math.min(Math.max(Math.floor(validitySeconds), shortestLife), longestLife);
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}
