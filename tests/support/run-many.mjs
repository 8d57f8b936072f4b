/**
 * Runs a script as it stands once for each line of arguments on standard input, all in this one process, and answers each with a line
 * that says how it ended and what it printed: starting a process costs much more than verifying a receipt.
 */
import { createInterface } from 'node:readline';
import { format } from 'node:util';
import { pathToFileURL } from 'node:url';

/** How a script ends that the test has to be told of: with none of its own exit codes. */
const CRASHED = 70;

class Exit extends Error {}

const [node, , script = ''] = process.argv;
let runs = 0;
let printed = '';
const print = (...values) => (printed += `${format(...values)}\n`);
console.log = print;
console.error = print;
process.exit = (code) => {
  process.exitCode = code;
  throw new Exit();
};

for await (const line of createInterface({ input: process.stdin })) {
  process.argv = [node, script, ...JSON.parse(line)];
  process.exitCode = 0;
  printed = '';
  try {
    await import(`${pathToFileURL(script)}?${(runs += 1)}`);
  } catch (error) {
    if (!(error instanceof Exit)) {
      process.exitCode = CRASHED;
      print(error);
    }
  }
  process.stdout.write(`${JSON.stringify({ exitCode: process.exitCode, text: printed })}\n`);
}
process.exitCode = 0;
