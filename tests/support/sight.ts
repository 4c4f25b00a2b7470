import { eventually, type TestPage } from '@freshet/testkit';

/** An element by the name it has for tests. */
export const byTestID = (id: string): string => `[data-testid="${id}"]`;

/** Resolves once the page's words hold a text. */
export async function says(page: TestPage, text: string | RegExp): Promise<void> {
  const look = async () => expectText(await page.evaluate(() => document.body.innerText), text);
  await eventually(look, `${page.name} says ${text}`);
}

/** Resolves once so many elements are what the selector names. */
export async function counts(page: TestPage, selector: string, wanted: number): Promise<void> {
  const count = () => page.evaluate((selector) => document.querySelectorAll(selector).length, selector);
  await eventually(async () => (await count()) === wanted, `${wanted} of ${selector} in ${page.name}`);
}

/** Fills in a field once it is there, as the page's own library hears it. */
export async function fill(page: TestPage, selector: string, value: string): Promise<void> {
  const write = ({ selector, value }: { selector: string; value: string }): true => {
    const field = document.querySelector(selector);
    const kinds = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement];
    const kind = kinds.find((each) => field instanceof each);
    if (!field || !kind) throw new Error(`no field ${selector} in: ${document.body.innerText}`);
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  };
  await eventually(() => page.evaluate(write, { selector, value }), `a field ${selector}`);
}

/** What tells that a page broke its content security policy or threw. */
export const complaints = ({ log }: TestPage): readonly string[] =>
  log.filter((line) => /^uncaught|content security policy|refused to/i.test(line));

function expectText(words: string, text: string | RegExp): true {
  if (typeof text === 'string' ? words.includes(text) : text.test(words)) return true;
  throw new Error(words);
}
