import { expect, test } from 'vitest';
import { millis } from './brand.ts';
import { Scope } from './scope.ts';

test('closing undoes everything once, in reverse order', () => {
  const scope = new Scope();
  const seen: string[] = [];
  scope.add(() => seen.push('first added'));
  const undo = scope.add(() => seen.push('undone early'));
  scope.add(() => seen.push('last added'));
  undo();
  scope.close();
  scope.close();
  expect(seen).toEqual(['undone early', 'last added', 'first added']);
});

test('a closed scope ends what is added to it at once', () => {
  const scope = new Scope();
  scope.close();
  let ended = false;
  scope.add(() => {
    ended = true;
  });
  expect(ended).toBe(true);
});

test('a timer of a closed scope never fires', async () => {
  const scope = new Scope();
  const fired: string[] = [];
  scope.after(millis(0), () => fired.push('closed'));
  scope.close();
  scope.after(millis(0), () => fired.push('added late'));
  const other = new Scope();
  await new Promise<void>((resolve) => other.after(millis(5), resolve));
  expect(fired).toEqual([]);
});

test('listen stops listening when the scope closes', () => {
  const scope = new Scope();
  const target = new EventTarget();
  let heard = 0;
  scope.listen(target, 'ping', () => {
    heard += 1;
  });
  target.dispatchEvent(new Event('ping'));
  scope.close();
  target.dispatchEvent(new Event('ping'));
  expect(heard).toBe(1);
});
