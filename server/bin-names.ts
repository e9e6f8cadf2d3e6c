/** Names for bins: ones that people can say while only they can post to them, unguessable ones otherwise. */
import { randomBytes, randomInt } from 'node:crypto';

const adjectives =
  'amber brave bright calm clever cosmic crisp dapper eager early fancy fleet gentle golden happy honest ivory jolly keen kind late lively lucky lunar mellow merry misty modest neat nimble noble olive patient plucky polite proud quick quiet rapid ready royal rustic shy silent silver simple sleek smooth snowy solar steady sunny swift tidy vivid warm wise witty young zesty'.split(
    ' ',
  );
const animals =
  'badger beaver bison bobcat camel condor coyote crane dingo dolphin eagle egret falcon ferret finch fox gecko gibbon goose heron hippo ibex ibis iguana jackal jaguar kestrel koala lemur lion llama lynx magpie marmot marten meerkat mole moose newt ocelot orca osprey otter owl panda panther pelican penguin pigeon puffin puma quail rabbit raven robin salmon seal shrew sparrow stoat stork swan tapir tern tiger toucan turtle viper walrus weasel wombat yak zebra'.split(
    ' ',
  );

/** `quiet-otter-41`. */
export const readableName = (): string =>
  `${adjectives[randomInt(adjectives.length)]}-${animals[randomInt(animals.length)]}-${randomInt(10, 100)}`;

/** 128 random bits. */
export const unguessableName = (): string => randomBytes(16).toString('hex');
