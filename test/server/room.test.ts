import { expect, it } from 'vitest';
import { Room } from '../../server/room.ts';

it('gives room in the order in which it was asked for, as soon as there is enough', async () => {
  const room = new Room(10, 5_000);
  const first = await room.take(8);
  const entered: string[] = [];
  const large = room.take(5).then((held) => (entered.push('large'), held));
  const small = room.take(1).then((held) => (entered.push('small'), held));
  first.keep(6);
  await Promise.resolve();
  expect(entered).toEqual([]);
  first.keep(0);
  await Promise.all([large, small]);
  expect(entered).toEqual(['large', 'small']);
});

it('refuses who waited too long, and lets those behind in', async () => {
  const room = new Room(10, 20);
  const first = await room.take(8);
  const late = expect(room.take(10)).rejects.toMatchObject({ code: 'out_of_room', statusCode: 503 });
  const small = room.take(1);
  await late;
  (await small).keep(0);
  first.keep(0);
  // Given back twice is given back once.
  first.keep(0);
  (await room.take(10)).keep(0);
});
