import type { DynamicModule, Provider, Type } from '@nestjs/common';

/** What a Nest module is made of. */
export interface ServiceParts {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

/** The controllers and providers of a service's module, as its decorator and its `forRoot` name them. */
export function partsOf({ module, controllers = [], providers = [] }: DynamicModule): ServiceParts {
  const declared = <T>(name: string): T[] => (Reflect.getMetadata(name, module) as T[] | undefined) ?? [];
  return {
    controllers: [...declared<Type>('controllers'), ...controllers],
    providers: [...declared<Provider>('providers'), ...providers],
  };
}

/** The providers with others in the place of those that go by the same token. */
export function withStandIns(providers: readonly Provider[], standIns: readonly Provider[]): Provider[] {
  const replaced = new Set(standIns.map(tokenOf));
  return [...providers.filter((provider) => !replaced.has(tokenOf(provider))), ...standIns];
}

/** The topics of a controller's `@EventPattern` methods. */
export function topicsOf(controller: object): { topic: string; method: string }[] {
  const prototype = Object.getPrototypeOf(controller) as Record<string, object>;
  return Object.getOwnPropertyNames(prototype).flatMap((method) => {
    if (method === 'constructor') return [];
    const topics = Reflect.getMetadata('microservices:pattern', prototype[method]!) as string[] | undefined;
    return (topics ?? []).map((topic) => ({ topic, method }));
  });
}

function tokenOf(provider: Provider): unknown {
  return typeof provider === 'function' ? provider : provider.provide;
}
