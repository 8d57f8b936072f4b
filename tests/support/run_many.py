"""Runs a script as it stands once for each line of arguments on standard input; see run-many.mjs."""

import io
import json
import runpy
import sys
import traceback

# How a script ends that the test has to be told of: with none of its own exit codes.
CRASHED = 70

script, asked, told = sys.argv[1], sys.stdin, sys.stdout


def printed_by(arguments):
    sys.argv = [script, *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        code = end.code or 0
    except Exception:
        code = CRASHED
        traceback.print_exc()
    sys.stdout.seek(0)
    return {"exitCode": code, "text": sys.stdout.read()}


for line in asked:
    answer = printed_by(json.loads(line))
    told.write(json.dumps(answer) + "\n")
    told.flush()
