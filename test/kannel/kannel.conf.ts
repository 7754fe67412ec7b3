/** Where Kannel's parts listen, and where it finds the SMSC and us. */
export interface KannelPlaces {
  readonly smsc: {
    readonly host: string;
    readonly port: number;
    readonly systemId: string;
    readonly password: string;
  };
  readonly adminPort: number;
  readonly smsboxPort: number;
  readonly sendPort: number;
  /** Our own HTTP server, which is told of texts and receipts. */
  readonly listener: string;
}

/** A configuration of Kannel for one transceiver and one service that takes every text. */
export function kannelConfiguration({
  smsc,
  adminPort,
  smsboxPort,
  sendPort,
  listener,
}: KannelPlaces): string {
  return `
group = core
admin-port = ${adminPort}
admin-interface = 127.0.0.1
admin-password = compare
smsbox-port = ${smsboxPort}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
dlr-storage = internal
log-level = 1

group = smsc
smsc = smpp
smsc-id = simulator
host = ${smsc.host}
port = ${smsc.port}
transceiver-mode = true
smsc-username = ${smsc.systemId}
smsc-password = ${smsc.password}
system-type = ""
interface-version = 34
source-addr-ton = 3
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendPort}
sendsms-interface = 127.0.0.1
global-sender = 12345
log-level = 1

group = sendsms-user
username = compare
password = compare
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "${listener}/mo?from=%p&to=%P&coding=%c&text=%b"
`;
}
