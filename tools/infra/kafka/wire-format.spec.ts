import { apiVersionsRequest, decodeApiVersions, decodeBrokerCount, metadataRequest } from './wire-format.js';

describe("Kafka's wire format", () => {
  it('frames ApiVersions v0', () => {
    // length 16, key 18, version 0, correlation 7, client "parley"
    expect(apiVersionsRequest(7).toString('hex')).toBe('0000001000120000000000070006' + '7061726c6579');
  });

  it('frames Metadata v1 of no topic', () => {
    expect(metadataRequest(8).toString('hex')).toBe(
      '0000001400030001000000080006' + '7061726c6579' + '00000000',
    );
  });

  it('reads the versions', () => {
    const response = Buffer.from('00000007' + '0000' + '00000002' + '00000003000d' + '001200000004', 'hex');
    expect(decodeApiVersions(response, 7)).toEqual(
      new Map([
        [0, { min: 3, max: 13 }],
        [18, { min: 0, max: 4 }],
      ]),
    );
  });

  it('reads the number of brokers', () => {
    expect(decodeBrokerCount(Buffer.from('00000008' + '00000001' + '00', 'hex'), 8)).toBe(1);
  });

  it('refuses what is no answer to the question', () => {
    const error = Buffer.from('00000007' + '0023' + '00000000', 'hex');
    const cutShort = Buffer.from('00000007' + '0000' + '00000002' + '00000003000d', 'hex');
    expect(() => decodeApiVersions(error, 7)).toThrow('error 35');
    expect(() => decodeApiVersions(cutShort, 7)).toThrow('out of range');
    expect(() => decodeApiVersions(error, 6)).toThrow('another request');
    expect(() => decodeBrokerCount(Buffer.from('485454502f312e31', 'hex'), 1)).toThrow('another request');
  });
});
