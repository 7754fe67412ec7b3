export * from './carrier-errors.js';
export * from './code-meanings.js';
export * from './carrier.port.js';
export * from './webhook.port.js';
export * from './receiver.port.js';
export * from './receipt-url.js';
export * from './registry.js';
export { HttpExchange, type Exchange, type Post } from './http-exchange.js';
export { retryAfterMs } from './retry-after.js';
export {
  signWebhook,
  signedHeaders,
  signatureHeader,
  timestampHeader,
  timestampToleranceSeconds,
} from './simulator/simulator.signature.js';
export { simulatorErrors } from './simulator/simulator.errors.js';
export { twilioSignature, twilioSignatureHeader, type FormFields } from './twilio/twilio.signature.js';
export { twilioErrors } from './twilio/twilio.errors.js';
export { genericDialect, genericDialectSchema, type GenericDialect } from './generic/generic.dialect.js';
export { genericWebhooks } from './generic/generic.webhooks.js';
export { vonageSignature, type VonageFields } from './vonage/vonage.signature.js';
export * from './smpp/pdu.js';
export { encodePdu } from './smpp/pdu.encode.js';
export { decodePdu } from './smpp/pdu.decode.js';
export { FrameReader, FramingError } from './smpp/frame-reader.js';
export { ESME } from './smpp/command-status.js';
export { SmppSocket, type SocketListener } from './smpp/smpp-socket.js';
export { Window } from './smpp/window.js';
export { decodeText, encodeText } from './smpp/data-coding.js';
export { concatHeader, readUserData } from './smpp/user-data.js';
export { partOf, readDelivery, type InboundSettings } from './smpp/inbound.js';
