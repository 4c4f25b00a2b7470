import { type OperationName, operations, originalListName, originalName } from '@freshet/protocol/server-api';
import * as z from 'zod';

type Kind = { readonly type: string; readonly item?: string; readonly isRequired: boolean };

const Shape = z.object({
  properties: z.record(z.string(), z.looseObject({ type: z.optional(z.string()), items: z.optional(z.unknown()) })),
  required: z.optional(z.array(z.string())),
});
const Item = z.object({ type: z.string() }).catch({ type: 'string' });
const Members = z.record(z.string(), z.unknown());

/** What each parameter of an operation is, read off its schema once. */
const kinds = new Map<OperationName, ReadonlyMap<string, Kind>>();

/**
 * The parameters of a signed request under our names. In an address everything is text, lists are written `RoomId[]`,
 * and a member that is not needed may be empty; in a body the same may be JSON. What is wrong is left for the schema.
 */
export function readParams(name: OperationName, query: unknown, body: unknown): Record<string, unknown> {
  const given = { ...(Members.safeParse(query).data ?? {}), ...(Members.safeParse(body).data ?? {}) };
  const params: Record<string, unknown> = {};
  for (const [param, kind] of kindsOf(name)) {
    const value = kind.item === undefined ? read(given[originalName(param)], kind.type) : readList(given, param, kind);
    const isLeftOut = value === undefined || (value === '' && !kind.isRequired);
    if (!isLeftOut) params[param] = value;
  }
  return params;
}

/** What the signed form calls a parameter of an operation; a list as it is written in an address. */
export function originalParam(operation: OperationName, param: string): string {
  const isList = kindsOf(operation).get(param)?.item !== undefined;
  return isList ? `${originalListName(param)}[]` : originalName(param);
}

/** The parameters of an operation as the signed form calls them, and which of them are needed. */
export function originalParams(
  operation: OperationName,
): readonly { readonly name: string; readonly isRequired: boolean }[] {
  return [...kindsOf(operation)].map(([param, { isRequired }]) => ({
    name: originalParam(operation, param),
    isRequired,
  }));
}

function readList(given: Record<string, unknown>, param: string, { item = 'string' }: Kind): unknown {
  const name = originalListName(param);
  const numbered = Object.keys(given).filter(
    (key) => key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)),
  );
  const values = [...numbered, name].flatMap((key) => given[key] ?? []);
  return values.length === 0 ? undefined : values.map((value) => read(value, item));
}

function read(value: unknown, type: string): unknown {
  if (type === 'boolean') {
    if (value === 1 || value === '1' || value === 'true') return true;
    return value === 0 || value === '0' || value === 'false' ? false : value;
  }
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
}

function kindsOf(name: OperationName): ReadonlyMap<string, Kind> {
  const standing = kinds.get(name);
  if (standing) return standing;
  const { properties, required } = Shape.parse(z.toJSONSchema(operations[name].params, { io: 'input' }));
  const made = new Map(
    Object.entries(properties).map(([param, { type = 'string', items }]): [string, Kind] => [
      param,
      {
        type,
        ...(type === 'array' ? { item: Item.parse(items).type } : {}),
        isRequired: required?.includes(param) ?? false,
      },
    ]),
  );
  kinds.set(name, made);
  return made;
}
