import { errorTable } from '../carrier-errors.js';

/**
 * AWS's codes: in receipts the `messageStatus`; in answers to sends the exception, its `Reason` after a slash,
 * and for a field that failed its check the field's name after another (docs.aws.amazon.com/pinpoint,
 * SendTextMessage and the SDK's ValidationExceptionReason and its like).
 */
export const awsErrors = errorTable([
  // Receipts.
  ['UNREACHABLE', 'BLOCKED', 'UNREACHABLE', 'CARRIER_UNREACHABLE'],
  ['FILTERED', 'CARRIER_BLOCKED', 'SPAM'],
  ['INVALID_NUMBER', 'INVALID'],
  ['TEXT_INVALID', 'INVALID_MESSAGE'],
  ['GEO_BLOCKED', 'PROTECT_BLOCKED'],
  ['EXPIRED', 'TTL_EXPIRED'],
  ['UNKNOWN_ERROR', 'UNKNOWN', 'FAILED'],

  // The person's number. A number that is not verified can't be texted while the account is in the sandbox.
  ['OPTED_OUT_AT_CARRIER', 'ConflictException/DESTINATION_PHONE_NUMBER_OPTED_OUT'],
  ['INVALID_NUMBER', 'DestinationPhoneNumber', 'ConflictException/DESTINATION_PHONE_NUMBER_NOT_VERIFIED'],
  ['GEO_BLOCKED', 'ConflictException/DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION'],
  ['GEO_BLOCKED', 'ConflictException/DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE'],
  ['GEO_BLOCKED', 'ValidationException/COUNTRY_NOT_ENABLED', 'ValidationException/COUNTRY_CODE_MISMATCH'],
  ['GEO_BLOCKED', 'ValidationException/DESTINATION_COUNTRY_BLOCKED'],
  ['GEO_BLOCKED', 'ValidationException/INTERNATIONAL_SENDING_NOT_SUPPORTED'],
  // The text.
  ['TEXT_INVALID', 'MessageBody', 'ValidationException/MAXIMUM_SIZE_EXCEEDED'],
  // Our sender and its registration.
  ['INVALID_SENDER', 'OriginationIdentity', 'ConflictException/NO_ORIGINATION_IDENTITIES_FOUND'],
  ['INVALID_SENDER', 'ConflictException/NUMBER_CAPABILITIES_MISMATCH'],
  ['INVALID_SENDER', 'ConflictException/MESSAGE_TYPE_MISMATCH', 'ConflictException/RESOURCE_NOT_ACTIVE'],
  ['INVALID_SENDER', 'ConflictException/PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL'],
  ['INVALID_SENDER', 'ValidationException/INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'],
  ['INVALID_SENDER', 'ValidationException/RESOURCE_NOT_ACCESSIBLE'],
  [
    'INVALID_SENDER',
    'ValidationException/SENDER_ID_NOT_SUPPORTED',
    'ValidationException/CHANNEL_NOT_ENABLED',
  ],
  ['UNREGISTERED', 'ValidationException/SENDER_ID_NOT_REGISTERED'],
  ['UNREGISTERED', 'ValidationException/SENDER_ID_REQUIRES_REGISTRATION'],
  ['UNREGISTERED', 'ConflictException/REGISTRATION_NOT_COMPLETE'],
  // The account. The last rows of UNAUTHORISED come from AWS's front door, before the service itself.
  ['ACCOUNT_SUSPENDED', 'AccessDeniedException/ACCOUNT_DISABLED'],
  ['ACCOUNT_SUSPENDED', 'AccessDeniedException/INSUFFICIENT_ACCOUNT_REPUTATION'],
  ['ACCOUNT_SUSPENDED', 'ServiceQuotaExceededException/MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'],
  ['ACCOUNT_SUSPENDED', 'ServiceQuotaExceededException/MONTHLY_SPEND_LIMIT_REACHED_FOR_RCS'],
  ['UNAUTHORISED', 'AccessDeniedException', 'UnrecognizedClientException', 'InvalidSignatureException'],
  ['UNAUTHORISED', 'InvalidClientTokenId', 'ExpiredTokenException', 'IncompleteSignatureException'],
  ['UNAUTHORISED', 'MissingAuthenticationTokenException', 'OptInRequired', 'NotAuthorized'],
  ['MISCONFIGURED', 'ResourceNotFoundException', 'UnknownOperationException'],
  // Pace.
  ['THROTTLED', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded'],
  ['DAILY_LIMIT', 'ServiceQuotaExceededException'],
  ['CARRIER_DOWN', 'ServiceUnavailable', 'ServiceUnavailableException'],

  ['REFUSED', 'ConflictException', 'ValidationException', 'SerializationException'],
]);
