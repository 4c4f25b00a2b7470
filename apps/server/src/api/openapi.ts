import {
  type ApiCode,
  ApiRefused,
  apiErrors,
  type Operation,
  type OperationName,
  operationNames,
  operations,
  type Rate,
} from '@freshet/protocol/server-api';
import type { OpenAPIV3 } from 'openapi-types';
import * as z from 'zod';
import { originalParams } from './original-params.ts';

/** What every operation can answer. */
const EVERYWHERE: readonly ApiCode[] = [1, 100000101, 100000017, 100000102];

const INTRODUCTION = `What a business backend calls. Every operation has two forms.

**Bearer form**, described below: \`POST /api/v1/<operation>\` with a key of the project, which an operator makes in the console.

**Signed form**, that of the original: \`GET\` or \`POST /v2/?Action=<Action>\`. In the address stand \`AppId\`, \`SignatureNonce\` (random, 16 hexadecimal characters), \`Timestamp\` (seconds), \`SignatureVersion=2.0\` and \`Signature\`, the lower-case hexadecimal MD5 of AppId, SignatureNonce, ServerSecret and Timestamp one after the other. Parameters have the original's names, such as \`RoomId\` and \`UserId[]\`, and stand in the address or in a JSON body. A clock may be 10 minutes off; a nonce counts once. The status is always 200, and the answer \`{ "Code", "Message", "RequestId", "Data" }\`. A backend of the original changes its base address to \`<server>/v2\`.`;

/** The server API as an OpenAPI document, made from the table that the server answers by. */
export function openApiDocument(): OpenAPIV3.Document {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Freshet server API',
      version: '1',
      description: `${INTRODUCTION}\n\nEvery code of both forms; 0 is success:\n\n${codesText()}`,
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    tags: [...new Set(operationNames.map((name) => operations[name].group))].map((name) => ({ name })),
    paths: Object.fromEntries(
      operationNames.map((name) => [`/api/v1/${name}`, { post: pathOf(name, operations[name]) }]),
    ),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the project: fk_…' } },
      schemas: { Refused: schemaOf(ApiRefused, 'output') },
    },
  };
}

function pathOf(
  operationId: OperationName,
  { action, summary, group, params, result, rates, tooOften, codes }: Operation,
): OpenAPIV3.OperationObject {
  return {
    operationId,
    tags: [group],
    summary,
    description: `In the signed form: \`Action=${action}\` with ${originalText(operationId)}. ${limitText(rates)}`,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(params, 'input') } } },
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(result, 'output') } } },
      ...refusals([...codes, tooOften, ...EVERYWHERE]),
    },
  };
}

function originalText(operation: OperationName): string {
  const names = originalParams(operation).map(
    ({ name, isRequired }) => `\`${name}\`${isRequired ? '' : ' (optional)'}`,
  );
  return names.length === 0 ? 'no parameters of its own' : names.join(', ');
}

function codesText(): string {
  const rows = Object.entries(apiErrors).map(([code, { means, cure }]) => `| ${code} | ${means} | ${cure} |`);
  return ['| Code | means | what to do |', '|---|---|---|', ...rows].join('\n');
}

function limitText({ project, room }: Operation['rates']): string {
  const rate = ({ calls, seconds }: Rate) =>
    `${calls === 1 ? 'once' : `${calls} times`} in ${seconds === 1 ? 'a second' : `${seconds} seconds`}`;
  return `A project may call it ${rate(project)}${room ? `, and ${rate(room)} for one room` : ''}.`;
}

function refusals(codes: readonly ApiCode[]): OpenAPIV3.ResponsesObject {
  const byStatus = Map.groupBy(codes, (code) => apiErrors[code].status);
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Refused' } } };
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      { description: some.map((code) => `${code}: ${apiErrors[code].means}`).join('; '), content },
    ]),
  );
}

// The types of the viewer know OpenAPI 3.0; what 3.1 has beyond it, JSON Schema 2020-12, lies in here alone.
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): OpenAPIV3.SchemaObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, override: withoutBoundsOfLanguage });
  return rest as OpenAPIV3.SchemaObject;
}

// That JavaScript counts no further says nothing about the API.
function withoutBoundsOfLanguage({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
