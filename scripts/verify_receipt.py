#!/usr/bin/env python3
"""Verifies a receipt of a credit check without the service that issued it:

    python3 verify_receipt.py <receipt.jws | report.html | answer.json | -> [--keys keys.json] [--on YYYY-MM-DD] [--subject CODE]

Python 3.8 or later and no packages; Ed25519 as in RFC 8032, section 5.1.7. A second reading of docs/RECEIPTS.md beside
verify-receipt.mjs: what both come to does not hang on the library of one of them. Ends with 0 VERIFIED, 1 TAMPERED, 2 UNKNOWN KEY, 3 EXPIRED, 64 wrong call.
"""

import argparse
import base64
import datetime
import hashlib
import json
import re
import sys
import unicodedata

FORMAT = "credit-receipt-1"
TYPE = "credit-receipt+jws"
# What a receipt and the parts of its answer must say, each a text; with OR_NULL, or null.
RECEIPT = ("checkId", "officeId", "officeName", "officerId", "matter", "purpose", "issuedAt", "expiresOn")
ANSWER = ("creditCode", "fieldCode", "verdict", "reasonCode")
ANSWER_OR_NULL = ("subjectName", "dataOn")
GROUND = ("labelZh", "labelEn")
MEASURE = ("mustOrMay", "effect", "labelZh", "labelEn", "legalBasis")
EXIT = {"VERIFIED": 0, "TAMPERED": 1, "UNKNOWN KEY": 2, "EXPIRED": 3}
STATES = {
    "VERIFIED": "回执真实，在有效期内",
    "TAMPERED": "回执不真实或者已被改动",
    "UNKNOWN KEY": "签名密钥不明或者已作废",
    "EXPIRED": "回执真实，但已过有效期，应当重新核查",
}
VERDICTS = {
    "CLEAR": "正常办理 · Clear",
    "FAST_TRACK": "绿色通道 · Fast track",
    "CAUTION": "审慎办理 · Caution",
    "RESTRICTED": "依法限制 · Restricted",
    "SUSPENDED_USE": "暂停使用惩戒 · Use of the punishment suspended",
    "UNKNOWN": "信息不明 · Unknown",
}
REASONS = {
    "SUBJECT_UNKNOWN": "未建立信用档案。 · There is no credit file.",
    "SUBJECT_DEREGISTERED": "主体已注销。 · The subject is deregistered.",
    "LICENCE_REVOKED": "主体营业执照已吊销。 · The licence of the subject is revoked.",
    "NO_DATA": "尚无归集数据。 · No data have been delivered.",
    "DATA_STALE": "归集数据过旧。 · The delivered data are too old.",
    "MANDATORY_RESTRICTION": "依法应当对本事项采取限制措施。 · A list or a record carries a measure that must restrict this matter.",
    "ADVERSE_MEASURE": "有适用于本事项的不利措施，由审批机关酌情决定。 · A list or a record carries a measure that may be taken in this matter.",
    "ON_ADVERSE_LIST": "列入名单，但无适用于本事项的措施。 · On an adverse list without a measure for this matter.",
    "COMMITMENT_BREACHED": "曾违反信用承诺且尚未修复。 · A commitment was broken and has not been made good.",
    "PUNISHMENT_SUSPENDED": "惩戒措施暂停使用。 · The use of the punishment is suspended.",
    "REWARD": "守信激励。 · A red list carries a reward for this matter.",
    "NOTHING_ADVERSE": "无不良信息。 · Nothing adverse.",
}

# The curve: a point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


class Refusal(Exception):
    def __init__(self, state, message):
        super().__init__(message)
        self.state = state


def add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def point_of(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def encoded_point(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def holds(public_key, message, signature):
    """Whether the signature is r = s·B − k·A, as its 64 bytes say."""
    point = point_of(public_key) if len(public_key) == 32 else None
    if point is None or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    minus = (P - point[0], point[1], point[2], P - point[3])
    return s < ORDER and encoded_point(add(times(s, BASE), times(k, minus))) == signature[:32]


def bytes_of(part):
    """Base64url has several spellings of the same bytes; only the one that the service writes counts."""
    try:
        if re.fullmatch(r"[A-Za-z0-9_-]*", part):
            found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
            if base64.urlsafe_b64encode(found).decode().rstrip("=") == part:
                return found
    except ValueError:
        pass
    raise Refusal("TAMPERED", "编码不符 not base64url")


def whole_number(text):
    """Numbers in a receipt are whole, and small enough for every reader of JSON."""
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(text)
    return int(text)


def plain_names(pairs):
    """Names are of letters and hyphens, so everybody sorts them alike."""
    for name, _ in pairs:
        if not re.fullmatch(r"[A-Za-z-]+", name):
            raise ValueError(name)
    return dict(pairs)


def parsed(text):
    try:
        value = json.loads(
            text.decode("utf-8"),
            parse_int=whole_number,
            parse_float=whole_number,
            parse_constant=whole_number,
            object_pairs_hook=plain_names,
        )
        if isinstance(value, dict) and canonical(value) == text:
            return value
    except (ValueError, RecursionError):
        pass
    raise Refusal("TAMPERED", "不是规范 JSON 对象 no object in canonical JSON (RFC 8785)")


def require_fields(receipt):
    """Whoever has the key can sign something that leaves out what a receipt must say, such as its last day."""
    answer = receipt["answer"]
    require_texts(receipt, RECEIPT)
    require_texts(answer, ANSWER)
    require_texts(answer, ANSWER_OR_NULL, (str, type(None)))
    day(receipt["expiresOn"])
    for ground in list_in(answer, "lists") + list_in(answer, "records"):
        require_texts(ground, GROUND)
        for measure in list_in(ground, "measures"):
            require_texts(measure, MEASURE)


def require_texts(value, names, kinds=str):
    for name in names:
        if not isinstance(value[name], kinds):
            raise TypeError(name)


def list_in(value, name):
    if not isinstance(value[name], list):
        raise TypeError(name)
    return value[name]


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def find_receipt(text):
    """The one receipt in a file: alone, in a report, or in an answer of the API."""
    alone = text.strip("\ufeff\t\n\r ")
    if not re.search(r'[\s<{"]', alone):
        return alone
    place = r'<data id="receipt" value="([^"]*)"' if alone.startswith("<") else r'"jws"\s*:\s*"([^"]*)"'
    found = set(re.findall(place, alone))
    if len(found) != 1:
        raise Refusal("TAMPERED", f"文件中有 {len(found)} 份回执 receipts in the file: {len(found)}")
    return found.pop()


def open_receipt(jws, keys):
    parts = jws.split(".")
    if len(parts) != 3:
        raise Refusal("TAMPERED", "不是回执 no receipt")
    head, payload, signature = (bytes_of(part) for part in parts)
    header = parsed(head)
    kid = header.get("kid")
    if header != {"alg": "EdDSA", "kid": kid, "typ": TYPE} or not isinstance(kid, str):
        raise Refusal("TAMPERED", "签名头不符 not the header of a receipt")
    key = next((one for one in keys if isinstance(one, dict) and one.get("kid") == kid), {})
    public_key = public_key_of(key)
    if public_key is None:
        raise Refusal("UNKNOWN KEY", f"公布的密钥中没有 not among the keys: {kid}")
    if not holds(public_key, f"{parts[0]}.{parts[1]}".encode(), signature):
        raise Refusal("TAMPERED", "签名不符 the signature does not hold")
    if key.get("revokedAt") is not None:
        raise Refusal("UNKNOWN KEY", f"密钥已于 {key['revokedAt']} 作废，请在线核验 the key was revoked: verify online")
    receipt = parsed(payload)
    if receipt.get("format") != FORMAT:
        raise Refusal("TAMPERED", "格式不明 unknown format")
    require_fields(receipt)
    return receipt, hashlib.sha256(payload).hexdigest(), kid


def public_key_of(key):
    try:
        found = bytes_of(key["x"])
        return found if (key["kty"], key["crv"], len(found)) == ("OKP", "Ed25519", 32) else None
    except (Refusal, KeyError, TypeError):
        return None


def tell(receipt, digest, kid):
    answer = receipt["answer"]
    lines = [
        ("核查机关 Office", receipt["officeName"]),
        ("主体 Subject", f"{answer['subjectName'] or '—'} {answer['creditCode']}"),
        ("应用领域 Field", answer["fieldCode"]),
        ("办理事项 Matter", receipt["matter"]),
        ("用途 Purpose", receipt["purpose"]),
        ("结论 Verdict", VERDICTS.get(answer["verdict"], answer["verdict"])),
        ("理由 Reason", REASONS.get(answer["reasonCode"], answer["reasonCode"])),
    ]
    for ground in answer["lists"] + answer["records"]:
        names = ("labelZh", "labelEn", "enteredOn", "occurredOn", "organName", "decisionNumber", "documentNumber")
        lines.append(("依据 Ground", " · ".join(ground[name] for name in names if ground.get(name))))
        for one in ground["measures"]:
            said = [f"{one['mustOrMay']} {one['effect']}", one["labelZh"], one["labelEn"], one["legalBasis"]]
            lines.append(("  措施 Measure", " · ".join(said)))
    lines += [
        ("数据截止 Data of", answer["dataOn"] or "—"),
        ("出具时间 Issued at", receipt["issuedAt"]),
        ("有效期至 Valid until", receipt["expiresOn"]),
        ("核查编号 Check", receipt["checkId"]),
        ("摘要 SHA-256", digest),
        ("密钥 Key", kid),
    ]
    for name, value in lines:
        print(f"{name}: {plain(value)}")
    print("以上为回执内容；纸面与此不一致的，以此为准。 What counts is what stands here, not what a paper says.")


def plain(text):
    """A name must not move the cursor of a terminal, or write a line of its own."""
    return "".join("\ufffd" if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one for one in str(text))


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        print(f"{message}\nUsage: {self.format_usage()}", file=sys.stderr)
        sys.exit(64)


def day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(text)
    return datetime.date.fromisoformat(text).isoformat()


def main():
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout.reconfigure(encoding="utf-8")
    in_china = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    arguments = Arguments(allow_abbrev=False)
    arguments.add_argument("file")
    arguments.add_argument("--keys", default="receipt-keys.json")
    arguments.add_argument("--on", type=day, default=in_china.date().isoformat())
    arguments.add_argument("--subject")
    options = arguments.parse_args()
    try:
        with open(options.keys, encoding="utf-8") as file:
            keys = list(json.load(file)["keys"])
        with sys.stdin if options.file == "-" else open(options.file, encoding="utf-8", errors="replace") as file:
            text = file.read()
    except (OSError, ValueError, KeyError, TypeError) as error:
        arguments.error(f"a file cannot be read: {error}")
    try:
        receipt, digest, kid = open_receipt(find_receipt(text), keys)
        tell(receipt, digest, kid)
        if options.subject not in (None, receipt["answer"]["creditCode"]):
            raise Refusal("TAMPERED", f"回执的主体不是 the receipt is not about {options.subject}")
        state, detail = "EXPIRED" if options.on > receipt["expiresOn"] else "VERIFIED", options.on
    except Refusal as refusal:
        state, detail = refusal.state, str(refusal)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        # Only whoever has the key can have signed what is no receipt at all.
        state, detail = "TAMPERED", f"不是回执 no receipt: {error}"
    print(f"{state}: {STATES[state]} ({plain(detail)})")
    return EXIT[state]


if __name__ == "__main__":
    sys.exit(main())
