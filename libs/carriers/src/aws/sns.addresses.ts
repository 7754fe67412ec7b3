/** A topic: partition, region, account, name. */
const topicForm =
  /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z]{2}(?:-[a-z]+){1,3}-\d):\d{12}:[\w-]{1,256}(?:\.fifo)?$/;
const certificatePath = /^\/SimpleNotificationService-[0-9a-f]{8,64}\.pem$/;

/**
 * The host of the SNS that a topic is at. Nothing else is ever called for a webhook: what a body names must be at
 * this very host, by https and at the usual port, or anybody could have us call whatever they like.
 */
export function snsHost(topicArn: string): string | undefined {
  const parts = topicForm.exec(topicArn);
  if (parts === null) return undefined;
  const [, partition, region] = parts;
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}

/** The address of a signing certificate, where it is one of the topic's SNS; undefined otherwise. */
export function pinnedCertificate(address: string | undefined, topicArn: string): string | undefined {
  const url = at(address, topicArn);
  return url !== undefined && url.search === '' && certificatePath.test(url.pathname) ? url.href : undefined;
}

/** The address that confirms a subscription to this topic, where it is one; undefined otherwise. */
export function pinnedConfirmation(address: string | undefined, topicArn: string): string | undefined {
  const url = at(address, topicArn);
  if (url === undefined || url.pathname !== '/') return undefined;
  const { searchParams } = url;
  const confirms = searchParams.getAll('Action').join() === 'ConfirmSubscription';
  return confirms && searchParams.getAll('TopicArn').join() === topicArn && searchParams.has('Token')
    ? url.href
    : undefined;
}

function at(address: string | undefined, topicArn: string): URL | undefined {
  const host = snsHost(topicArn);
  if (host === undefined || address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const clean = url.username === '' && url.password === '' && url.hash === '';
  // `host` holds the port too, so another port is another host.
  return clean && url.protocol === 'https:' && url.host === host ? url : undefined;
}
