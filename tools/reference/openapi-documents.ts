import 'reflect-metadata';
import { Module, type InjectionToken, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiAccess } from '@parley/platform';
import { appSources } from './app-sources.js';

/** Nest's mark on a class that @Controller decorates. */
const CONTROLLER = '__controller__';

/** By service: the OpenAPI document of its controllers. Nothing of a service is made or started for it. */
export async function openApiDocuments(root: string): Promise<Map<string, OpenAPIObject>> {
  const documents = new Map<string, OpenAPIObject>();
  for (const { app, exported } of appSources(root, 'controller')) {
    const controllers = exported.filter(isController);
    if (controllers.length > 0) documents.set(app, await documentOf(app, controllers));
  }
  return documents;
}

async function documentOf(service: string, controllers: Type[]): Promise<OpenAPIObject> {
  const needed = new Set<InjectionToken>([ApiAccess, ...controllers.flatMap(dependenciesOf)]);

  @Module({ controllers, providers: [...needed].map((provide) => ({ provide, useValue: {} })) })
  class Routes {}

  // A preview knows the routes and makes no instances, so that nobody misses what stands in here.
  const app = await NestFactory.create(Routes, new FastifyAdapter(), {
    preview: true,
    logger: ['error'],
    abortOnError: false,
  });
  const info = new DocumentBuilder()
    .setTitle(`Parley ${service}`)
    .setDescription(`The HTTP API of ${service}. Errors are {"code", "message"}; codes stay.`)
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, info, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  await app.close();
  return document;
}

/** What Nest would inject: by type, or by the token of @Inject. */
function dependenciesOf(controller: Type): InjectionToken[] {
  const types = (Reflect.getMetadata('design:paramtypes', controller) ?? []) as InjectionToken[];
  const tokens = (Reflect.getMetadata('self:paramtypes', controller) ?? []) as { param: InjectionToken }[];
  return [...types, ...tokens.map(({ param }) => param)];
}

function isController(value: unknown): value is Type {
  return typeof value === 'function' && Reflect.hasMetadata(CONTROLLER, value);
}
