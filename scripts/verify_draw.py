#!/usr/bin/env python3
"""Recomputes a draw from its proof file: python3 verify_draw.py <proof.json> [--line <line.json>]

Written from docs/DRAWS.md with the standard library alone, apart from the other script on purpose: two readings of one
page agree only if the page says everything.
"""

import argparse
import hashlib
import hmac
import json
import re
import sys

ALGORITHM = "sha256-tickets-2"
TRANSCRIPT = (
    "algorithm draw aboutHash rosterSize rosterHash merkleRoot sizesHash ratiosHash inspectorsHash exclusionsHash "
    "avoidPairsHash inspectorsPerObject specialties drawOn commitment saltsCommitment secret randomness"
).split()
LISTS = ("headHash", "inspectors", "roster", "exclusions", "drawn")
IN_BOTH = {"format", "algorithm", "drawId", "title", "items", "ground", "transcript", "seed", "extension", "headHash", "drawn"}
IN_FULL = IN_BOTH | {"saltKey", "ratios", "sizes", "avoidPairs", "record", "inspectors", "roster", "exclusions"}
IN_PUBLIC = IN_BOTH | {"drawnSize", "drawnHash"}
ROSTER_TEXT = re.compile(r"[0-9A-Za-z._-]{1,64}\Z")


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def in_order(texts):
    return sorted(texts, key=lambda text: text.encode("utf-8"))


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Report:
    def __init__(self):
        self.differing = 0

    def check(self, what, agrees):
        if not agrees:
            self.differing += 1
        print(("agrees   " if agrees else "DIFFERS  ") + what)


class Salts:
    def __init__(self, salt_key):
        self.key = bytes.fromhex(salt_key)

    def of(self, message):
        return hmac.digest(self.key, message.encode("utf-8"), "sha256").hex()

    def line(self, public_id):
        return self.of("line|" + public_id)[:32]

    def class_digest(self, public_id, class_code, weight):
        return sha("class|%s|%s|%d" % (self.of("line|" + public_id)[32:], class_code, weight))

    def list_hash(self, name, lines):
        return sha("%s|%s\n%s" % (self.of("lists")[:32], name, "".join(line + "\n" for line in in_order(lines))))


def leaf(public_id, salt, class_digest):
    return sha("leaf|%s|%s" % (sha("line|%s|%s" % (salt, public_id)), class_digest))


def root(leaves):
    level = list(leaves)
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [sha("node|%s|%s" % tuple(pair)) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else None


def root_of_line(line, size):
    index = line["index"]
    if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < size:
        return None
    node = leaf(line["publicId"], line["salt"], line["classDigest"])
    path = list(line["path"])
    while size > 1:
        alone = index == size - 1 and index % 2 == 0
        if not alone:
            if not path:
                return None
            other = path.pop(0)
            node = sha("node|%s|%s" % ((other, node) if index % 2 else (node, other)))
        index, size = index // 2, (size + 1) // 2
    return None if path else node


def sizes_by_ratio(counts, ratios):
    sizes = {}
    for class_code, count in counts.items():
        ratio = ratios[class_code]
        if not 0 < ratio <= 10000:
            raise ValueError("impossible ratio")
        sizes[class_code] = -(-count * ratio // 10000)
    return sizes


def ticket(lot_key, public_id, weight):
    return min(sha("%s|object|%s|%d" % (lot_key, public_id, number)) for number in range(1, weight + 1))


def draw(lot_key, roster, sizes, previous):
    by_class = {class_code: [] for class_code in sizes}
    for public_id, class_code, weight in roster:
        if class_code in by_class:
            by_class[class_code].append((ticket(lot_key, public_id, weight), public_id))
    drawn = []
    for class_code in in_order(sizes):
        chosen = sorted(by_class[class_code])[previous.get(class_code, 0) : sizes[class_code]]
        drawn += [(public_id, class_code, lot) for lot, public_id in chosen]
    return drawn


def assign(lot_key, drawn, inspectors, rules):
    needed = set(rules["specialties"].split("+")) if rules["specialties"] else None
    free = [
        (public_id, set(conflicts))
        for public_id, expires_on, specialties, conflicts in inspectors
        if expires_on >= rules["drawOn"] and (needed is None or needed & set(specialties))
    ]
    count = rules["perObject"]
    places = {public_id: 0 for public_id, _ in free}
    share = -(-len(drawn) * count // len(free))
    result = {}
    for _, object_id in sorted((lot, public_id) for public_id, _, lot in drawn):
        may = [public_id for public_id, conflicts in free if object_id not in conflicts]
        if len(may) < count:
            raise ValueError("too few inspectors")
        limit = share
        while sum(places[one] < limit for one in may) < count:
            limit += 1
        order = sorted(
            (one for one in may if places[one] < limit),
            key=lambda one: sha("%s|inspector|%s|%s" % (lot_key, object_id, one)),
        )
        taken = []
        for one in order:
            if len(taken) < count and not any("+".join(in_order([one, other])) in rules["avoid"] for other in taken):
                taken.append(one)
        if len(taken) < count:
            taken = order[:count]
        for one in taken:
            places[one] += 1
        result[object_id] = taken
    return result


def verify_both(report, proof):
    transcript = proof["transcript"]
    fields = {"draw-proof-2": IN_FULL, "draw-public-proof-2": IN_PUBLIC}
    report.check("format", proof["format"] in fields)
    report.check("fields", set(proof) == fields.get(proof["format"]))
    report.check("names in the transcript", set(transcript) == set(TRANSCRIPT))
    report.check("lines of the transcript", all(isinstance(value, str) and "\n" not in value for value in transcript.values()))
    report.check("algorithm", proof["algorithm"] == transcript["algorithm"] == ALGORITHM)
    head = {name: value for name, value in proof.items() if name not in LISTS}
    report.check("hash of the head", proof["headHash"] == sha(canonical(head)))
    is_first = proof["extension"] is None
    report.check("id of the draw", (transcript["draw"] == proof["drawId"]) == is_first)
    about = "title=%s\nitems=%s\nground=%s\n" % (proof["title"], "+".join(in_order(proof["items"])), proof["ground"])
    report.check("what the draw is about", transcript["aboutHash"] == sha(about))
    report.check("commitment to the secret", transcript["commitment"] == sha(ALGORITHM + "|commit|" + transcript["secret"]))
    text = "".join("%s=%s\n" % (name, transcript[name]) for name in TRANSCRIPT)
    report.check("seed", proof["seed"] == sha(text))


def verify_lists(report, proof, salts):
    transcript, roster, exclusions = proof["transcript"], proof["roster"], proof["exclusions"]
    ids = [line[0] for line in roster]
    good = all(
        len(line) == 3
        and ROSTER_TEXT.match(line[0])
        and ROSTER_TEXT.match(line[1])
        and type(line[2]) is int
        and line[2] >= 1
        for line in roster
    )
    report.check("lines of the roster", good and ids == in_order(set(ids)))
    report.check("size of the roster", transcript["rosterSize"] == str(len(roster)))
    report.check("nobody is both on the roster and left out", not set(ids) & {line[0] for line in exclusions})
    lists = {
        "rosterHash": ("roster", ["%s,%s,%s" % tuple(line) for line in roster]),
        "exclusionsHash": ("exclusions", [",".join(line) for line in exclusions]),
        "ratiosHash": ("ratios", ["%s,%s" % tuple(pair) for pair in proof["ratios"]]),
        "sizesHash": ("sizes", ["%s,%s" % tuple(pair) for pair in proof["sizes"]]),
        "avoidPairsHash": ("pairs", proof["avoidPairs"]),
        "inspectorsHash": (
            "inspectors",
            [
                "%s,%s,%s,%s" % (public_id, expires_on, "+".join(in_order(specialties)), "+".join(in_order(conflicts)))
                for public_id, expires_on, specialties, conflicts in proof["inspectors"]
            ],
        ),
    }
    for field, (name, lines) in lists.items():
        report.check("hash of the " + name, transcript[field] == salts.list_hash(name, lines))
    leaves = (leaf(line[0], salts.line(line[0]), salts.class_digest(*line)) for line in roster)
    report.check("root of the tree", transcript["merkleRoot"] == root(leaves))


def verify_full(report, proof):
    transcript, roster, extension = proof["transcript"], proof["roster"], proof["extension"]
    salts = Salts(proof["saltKey"])
    report.check("commitment to the salts", transcript["saltsCommitment"] == sha(ALGORITHM + "|salts|" + proof["saltKey"]))
    verify_lists(report, proof, salts)
    counts = {}
    for _, class_code, _ in roster:
        counts[class_code] = counts.get(class_code, 0) + 1
    sizes, previous, draw_on = dict(proof["sizes"]), {}, transcript["drawOn"]
    report.check("sizes follow from the ratios", sizes == sizes_by_ratio(counts, dict(proof["ratios"])))
    if extension is not None:
        previous, draw_on = dict(extension["previousSizes"]), extension["drawOn"]
        report.check("a continued draw goes on where the first one ended", all(previous[code] >= sizes[code] for code in counts))
        by_ratio = sizes_by_ratio(counts, dict(extension["ratios"]))
        sizes = dict(extension["sizes"])
        report.check("sizes of the continued draw", all(sizes[code] == max(by_ratio[code], previous[code]) for code in counts))
    entered = proof["record"]["entered"]
    dice = ";".join("%d:%s" % (row["place"], row["value"]) for row in entered)
    beacon = len(entered) == 1 and transcript["randomness"].endswith("|" + entered[0]["value"])
    report.check("entered randomness", dice == transcript["randomness"] or beacon)
    lot_key = sha("%s|lots|%s|%s" % (ALGORITHM, proof["seed"], proof["saltKey"]))
    drawn = draw(lot_key, roster, sizes, previous)
    given = [(one["publicId"], one["classCode"], one["ticket"]) for one in proof["drawn"]]
    report.check("drawn objects and tickets", given == drawn)
    rules = {
        "specialties": transcript["specialties"],
        "drawOn": draw_on,
        "perObject": int(transcript["inspectorsPerObject"]),
        "avoid": set(proof["avoidPairs"]),
    }
    assigned = assign(lot_key, drawn, proof["inspectors"], rules)
    report.check("inspectors of the drawn objects", {one["publicId"]: one["inspectors"] for one in proof["drawn"]} == assigned)
    lines = {line[0]: (salts.line(line[0]), salts.class_digest(*line)) for line in roster}
    return {public_id: sha("ticket|" + lot) for public_id, _, lot in drawn}, lines


def verify_public(report, proof):
    drawn, transcript = proof["drawn"], proof["transcript"]
    ids = [one["publicId"] for one in drawn]
    report.check("number of drawn objects", proof["drawnSize"] == len(drawn))
    report.check("order of drawn objects", ids == in_order(set(ids)))
    text = "".join("%s,%s\n" % (one["publicId"], one["ticketDigest"]) for one in drawn)
    report.check("hash of the drawn objects", proof["drawnHash"] == sha(text))
    size = int(transcript["rosterSize"])
    fields = {"publicId", "ticketDigest", "index", "salt", "classDigest", "path"}
    report.check("fields of the drawn objects", all(set(one) == fields for one in drawn))
    report.check("drawn objects stood on the roster", all(root_of_line(one, size) == transcript["merkleRoot"] for one in drawn))
    return {one["publicId"]: one["ticketDigest"] for one in drawn}, None


def verify_line(report, line, proof, known):
    digests, lines = known
    public_id, transcript = line["publicId"], proof["transcript"]
    fields = {"publicId", "salt", "classDigest", "index", "path", "drawn", "ticketDigest"}
    report.check("line: fields", set(line) == fields)
    report.check("line: stands on the roster", root_of_line(line, int(transcript["rosterSize"])) == transcript["merkleRoot"])
    report.check("line: drawn or not", line["drawn"] is (public_id in digests))
    report.check("line: ticket", line["ticketDigest"] == digests.get(public_id))
    if lines is not None:
        report.check("line: class", (line["salt"], line["classDigest"]) == lines.get(public_id))


def main():
    parser = argparse.ArgumentParser(description="Recomputes a draw from its proof file.")
    parser.add_argument("proof")
    parser.add_argument("--line")
    given = parser.parse_args()
    report = Report()
    try:
        with open(given.proof, encoding="utf-8") as file:
            proof = json.load(file)
        verify_both(report, proof)
        known = verify_full(report, proof) if proof["format"] == "draw-proof-2" else verify_public(report, proof)
        if given.line is not None:
            with open(given.line, encoding="utf-8") as file:
                verify_line(report, json.load(file), proof, known)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError, OSError) as error:
        report.check("the file can be read (%s)" % error, False)
    print("Everything agrees." if report.differing == 0 else "%d checks differ." % report.differing)
    return 0 if report.differing == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
