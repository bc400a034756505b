# SPDX-License-Identifier: MIT
#
# letters_look.py: reads the rendered letters of a folder as other programs do, and says what is wrong, one line each.
# Every .eml must parse with Python's own mail reader to the text and HTML beside it; every .ics and text/calendar part
# must be read alike by icalendar and by vobject, at the hour that the letter's people meant.
# Exit: 0 all well, 1 something is wrong, 77 a module is not installed (said on standard output).
import collections
import email
import email.policy
import html.parser
import pathlib
import re
import sys

try:
    import icalendar
    import vobject
except ImportError as missing:
    print("skipped: python3-icalendar and python3-vobject are needed (%s)" % missing)
    sys.exit(77)

wrong = []


def say(path, words):
    wrong.append("%s: %s" % (path.name, words))


class Words(html.parser.HTMLParser):
    """The words that a reader sees; what stands in style and title is none of them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.hidden, self.links = [], 0, []

    def handle_starttag(self, tag, attributes):
        if tag in ("style", "title", "script"):
            self.hidden += 1
        for name, value in attributes:
            if name in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        if tag in ("style", "title", "script"):
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


def words_of_text(text):
    lines = [re.sub(r"^(- |\| ?)+", "", line) for line in text.split("\n")]
    return collections.Counter(" ".join(line for line in lines if line.strip() != "--").split())


def check_same_words(path, text, page):
    """The HTML says all that the text says; it may say more: buttons."""
    reader = Words()
    reader.feed(page)
    missing = words_of_text(text) - collections.Counter(reader.words)
    if missing:
        say(path, "the HTML lacks words of the text: %s" % " ".join(missing))
    for link in reader.links:
        if not re.match(r"(mailto|https?):", link):
            say(path, "a link to %s" % link)


def check_mail(path):
    raw = path.read_bytes()
    if any(byte > 126 for byte in raw):
        say(path, "is not 7-bit")
    for line in raw.split(b"\r\n"):
        if b"\n" in line or b"\r" in line:
            say(path, "has a bare line end")
            break
        if len(line) > 998:
            say(path, "has a line of %d bytes" % len(line))
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    for part in mail.walk():
        for defect in part.defects:
            say(path, "defect: %r" % defect)
    stem = path.with_suffix("")
    shown = pathlib.Path(str(stem) + ".txt").read_text()
    subject, text = re.match(r"Subject: ([^\n]*)\n\n(.*)", shown, re.S).groups()
    if mail["Subject"] != subject:
        say(path, "the subject reads “%s”" % mail["Subject"])
    if len(mail["To"].addresses) > 1 or mail["Cc"] or mail["Bcc"]:
        say(path, "does not go to exactly one")
    plain = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    if plain.replace("\r\n", "\n").rstrip("\n") != text.rstrip("\n"):
        say(path, "its text is not the letter's")
    if "mailto:" in plain:
        say(path, "mailto: in the text")
    check_same_words(path, plain, page)
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            check_part(path, part)


def check_part(path, part):
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    if part.get_param("method") != str(calendar["METHOD"]):
        say(path, "METHOD in the header is not the one inside")


def check_calendar(path):
    raw = path.read_bytes()
    for line in raw.split(b"\r\n"):
        if len(line) > 75:
            say(path, "a line of %d octets" % len(line))
    calendar = icalendar.Calendar.from_ical(raw)
    event = calendar.walk("VEVENT")[0]
    other = vobject.readOne(raw.decode()).vevent
    if calendar.walk("VTIMEZONE")[0]["TZID"] != event["DTSTART"].params["TZID"]:
        say(path, "its VTIMEZONE is another one")
    start = event.decoded("DTSTART")
    if start.utcoffset() != other.dtstart.value.utcoffset() or start != other.dtstart.value:
        say(path, "icalendar reads %s, vobject %s" % (start, other.dtstart.value))
    if str(event["SUMMARY"]) != other.summary.value:
        say(path, "the two read different titles")
    attendees = event.get("ATTENDEE", [])
    if isinstance(attendees, list) and len(attendees) != 1:
        say(path, "%d attendees" % len(attendees))
    offset = start.utcoffset().total_seconds() / 3600
    offsets.add(offset)
    if start.hour != 13:
        say(path, "begins at %s, not at one o'clock" % start)


offsets = set()
folder = pathlib.Path(sys.argv[1])
for path in sorted(folder.glob("*.eml")):
    check_mail(path)
for path in sorted(folder.glob("*.ics")):
    check_calendar(path)
if offsets != {1.0, 2.0}:
    wrong.append("no meeting on each side of the change of clocks: %s" % sorted(offsets))
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
