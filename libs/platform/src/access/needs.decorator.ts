import {
  applyDecorators,
  HttpException,
  Inject,
  Injectable,
  Logger,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAccess, type Denial } from './api-access.js';
import type { Permission } from './permissions.js';

const NEEDS = 'parley:needs';
/** Where an OpenAPI document says which permission an operation needs. */
export const NEEDS_EXTENSION = 'x-parley-needs';

const REFUSALS: Readonly<Record<Denial | 'HOST_UNKNOWN', { status: number; message: string }>> = {
  UNAUTHENTICATED: {
    status: 401,
    message: 'Send Authorization: Bearer with an API key or a token that is valid now.',
  },
  FORBIDDEN: { status: 403, message: 'Your roles do not allow this; ask for one that does.' },
  ACCESS_CLOSED: {
    status: 401,
    message: 'This API is closed until PARLEY_API_ACCESS says who may use it; see docs/security.md.',
  },
  HOST_UNKNOWN: {
    status: 403,
    message:
      'Ask by localhost or 127.0.0.1: it is open to this machine alone until PARLEY_API_ACCESS is set.',
  },
};

const askedFor = new WeakMap<object, Permission>();

/** The permission that a request's handler needs; undefined before the guard looked at it, and where it needs none. */
export function permissionAsked(request: object): Permission | undefined {
  return askedFor.get(request);
}

/** Lets in who holds the permission that a handler needs, and writes down who changed something. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    @Inject(ApiAccess) private readonly access: ApiAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const permission = this.reflector.get<Permission>(NEEDS, context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    askedFor.set(request, permission);
    const { authorization, host } = request.headers;
    const admission = this.access.isOwnName(host)
      ? await this.access.admit(authorization, permission)
      : ({ ok: false, denial: 'HOST_UNKNOWN' } as const);
    const line = { permission, method: request.method, route: request.routeOptions.url };
    if (!admission.ok) {
      const { status, message } = REFUSALS[admission.denial];
      this.logger.warn({ msg: 'refused', code: admission.denial, ...line });
      if (status === 401) void http.getResponse<FastifyReply>().header('www-authenticate', 'Bearer');
      throw new HttpException({ code: admission.denial, message }, status);
    }
    if (permission.endsWith(':write'))
      this.logger.log({ msg: 'change', by: admission.principal.name, ...line });
    return true;
  }
}

/** Marks an API's handler: who calls it needs this permission. */
export function Needs(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(NEEDS, permission),
    UseGuards(AccessGuard),
    ApiExtension(NEEDS_EXTENSION, permission),
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ description: 'UNAUTHENTICATED, ACCESS_CLOSED' }),
    ApiForbiddenResponse({ description: `FORBIDDEN: needs ${permission}; HOST_UNKNOWN` }),
  );
}
