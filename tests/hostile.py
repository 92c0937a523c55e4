#!/usr/bin/env python3
"""Texts made to be slow to read: how time and memory grow with their length.

usage: hostile.py [--bin PROGRAM] [--sizes MB,MB,...] [--only WORD] [--limit SECONDS]

Each kind of text is made in all sizes, built, and the seconds of processors and the most memory
are told. Exit code 1 if a run fails, takes longer than the limit, or if the time of a size to that
of the one before is more than twice what their lengths are to each other; times under a second are
not compared, and none counts as less than a tenth of one.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def counted(pattern):
    """`pattern` with numbers in the place of `@`, again and again."""
    def fill(length):
        parts, n, number = [], 0, 0
        while n < length:
            part = pattern.replace("@", str(number))
            parts.append(part)
            n += len(part.encode())
            number += 1
        return "".join(parts)
    return fill


def repeated(unit, before="", after=""):
    def fill(length):
        return before + unit * (length // len(unit.encode()) + 1) + after
    return fill


def nested(opening, closing, middle="Roald Amundsen"):
    def fill(length):
        n = length // len(opening + closing)
        return opening * n + middle + closing * n
    return fill


def json_of(unit):
    def fill(length):
        return '{"text": "' + unit * (length // len(unit) + 1) + '"}\n'
    return fill


KINDS = {
    # Plain text: characters.
    "one word": ("txt", repeated("a")),
    "one capital": ("txt", repeated("A")),
    "capitals apart": ("txt", repeated("A ")),
    "initials": ("txt", repeated("A. ")),
    "initials joined": ("txt", repeated("A.")),
    "dots": ("txt", repeated(".")),
    "dots apart": ("txt", repeated(". ")),
    "digits": ("txt", repeated("7")),
    "digits apart": ("txt", repeated("7 ")),
    "digits and dots": ("txt", repeated("1.")),
    "digits and commas": ("txt", repeated("1,")),
    "brackets open": ("txt", repeated("(")),
    "brackets nested": ("txt", nested("(", ")")),
    "brackets apart": ("txt", repeated("( ")),
    "square brackets": ("txt", repeated("[")),
    "dashes": ("txt", repeated("-")),
    "long dashes": ("txt", repeated("—")),
    "hyphened": ("txt", repeated("Ab-")),
    "hyphens at line ends": ("txt", repeated("Ab-\n")),
    "underscores": ("txt", repeated("_")),
    "stars": ("txt", repeated("*")),
    "hashes": ("txt", repeated("#")),
    "quotes": ("txt", repeated('"')),
    "quotes nested": ("txt", nested("“", "”")),
    "quotes open": ("txt", repeated("“Ab ")),
    "apostrophes": ("txt", repeated("'")),
    "apostrophed": ("txt", repeated("O'")),
    "possessives": ("txt", repeated("Ab's ")),
    "slashes": ("txt", repeated("/")),
    "address": ("txt", repeated("a/", "http://")),
    "addresses": ("txt", repeated("http://a.b/c ")),
    "mail": ("txt", repeated("a@")),
    "mail dots": ("txt", repeated("a.b@")),
    "handles": ("txt", repeated("@Ab ")),
    "spaces": ("txt", repeated(" ")),
    "spaces between": ("txt", repeated(" ", "Roald", "Amundsen")),
    "tabs": ("txt", repeated("\t")),
    "line ends": ("txt", repeated("\n")),
    "carriage returns": ("txt", repeated("\r")),
    "blank lines": ("txt", repeated(" \n")),
    "zeros": ("txt", repeated("\0")),
    "combining marks": ("txt", repeated("\u0301", "a")),
    "marked capitals": ("txt", repeated("A\u0301")),
    "bidi": ("txt", repeated("\u202e")),
    "bidi words": ("txt", repeated("\u202eAb ")),
    "zero width": ("txt", repeated("\u200b")),
    "zero width between": ("txt", repeated("A\u200b")),
    "joiners": ("txt", repeated("\u200d")),
    "soft hyphens": ("txt", repeated("a\u00ad")),
    "byte order marks": ("txt", repeated("\ufeff")),
    "wide": ("txt", repeated("习")),
    "emoji": ("txt", repeated("👩\u200d🚀")),
    "hangul": ("txt", repeated("ᄀ")),
    "capital dotted": ("txt", repeated("İ")),
    "ligatures": ("txt", repeated("ﷺ")),
    # Names.
    "a name again": ("txt", repeated("Amundsen ")),
    "a name on lines": ("txt", repeated("Roald Amundsen\n")),
    "a name in capitals": ("txt", repeated("ROALD AMUNDSEN ")),
    "beginnings of a name": ("txt", repeated("Roald ")),
    "capital words": ("txt", repeated("Abc ")),
    "capital words apart": ("txt", counted("Abc@ ")),
    "capital words on lines": ("txt", counted("Abc@ Def\n")),
    "names of persons": ("txt", counted("John Abc@ said. ")),
    "names of one surname": ("txt", counted("Name@ Smith said. ")),
    "full names and surnames": ("txt", counted("John Abc@ met Abc@. ")),
    "joined by and": ("txt", repeated("Abc and ")),
    "joined by of": ("txt", repeated("Abc of ")),
    "joined by of the": ("txt", repeated("Bank of the ")),
    "joined by de la": ("txt", repeated("de la Abc ")),
    "joined by &": ("txt", repeated("Abc & ")),
    "titles": ("txt", repeated("Mr. ")),
    "titles and names": ("txt", counted("Mr. Abc@ ")),
    "definitions": ("txt", repeated("Abc Bcd Cde (ABC) ")),
    "definitions apart": ("txt", counted("Abc Bcd Cde@ (ABC@) ")),
    "definitions alone": ("txt", repeated("(ABC) ")),
    "definition after capitals": ("txt", repeated("A B C (ABC) ")),
    "definitions of letters": ("txt", counted("Ab Bc Cd (A@) ")),
    "short forms": ("txt", counted("Abc Bcd@ Ltd (“Abc@”) ")),
    "suffixes": ("txt", repeated("Inc. Ltd. ")),
    "lists of names": ("txt", repeated("Abc, ")),
    "inverted names": ("txt", repeated("Abc, Def, ")),
    # Structure.
    "chapters": ("txt", repeated("Chapter I\n\n")),
    "chapters counted": ("txt", counted("Chapter @\n\n")),
    "chapters with text": ("txt", counted("CHAPTER @\n\nAbc went.\n\n")),
    "numerals": ("txt", repeated("I\n\n")),
    "roman": ("txt", repeated("MCMXC")),
    "roman lines": ("txt", repeated("XIV.\n\n")),
    "contents": ("txt", counted("Chapter @ .......... @\n")),
    "headings": ("txt", repeated("ABC DEF\n\n")),
    "paragraphs": ("txt", repeated("Ab.\n\n")),
    "paragraphs of a letter": ("txt", repeated("a\n\n")),
    "page numbers": ("txt", counted("\n\n@\n\n")),
    "page feeds": ("txt", repeated("\f")),
    "rules": ("txt", repeated("---\n")),
    "stars on lines": ("txt", repeated("* * *\n\n")),
    "sentences": ("txt", repeated("Ab. ")),
    "sentences of marks": ("txt", repeated("! ? ")),
    "abbreviations": ("txt", repeated("e.g. ")),
    "dates": ("txt", repeated("17 May 2024 ")),
    "dates on lines": ("txt", repeated("17 May 2024\n")),
    "dates as paragraphs": ("txt", repeated("17 May 2024\n\n")),
    "dates of numbers": ("txt", repeated("2024-05-17 ")),
    "months": ("txt", repeated("May ")),
    "times": ("txt", repeated("04:28 ")),
    "times on lines": ("txt", repeated("04:28\n")),
    "times as paragraphs": ("txt", repeated("04:28\n\n")),
    "times of posts": ("txt", repeated("published at 04:28\n\nAbc went.\n\n")),
    "times of posts joined": ("txt", repeated("published at 04:28 ")),
    "times with zones": ("txt", repeated("04:28 GMT\n\n")),
    "days": ("txt", repeated("Monday\n\n")),
    "bylines": ("txt", repeated("By Abc Def\n\n")),
    "bylines joined": ("txt", repeated("By Abc Def ")),
    "bylines of many": ("txt", repeated("Abc Def, ", "By ")),
    "bylines apart": ("txt", counted("By Abc@ Def\n\nIt was.\n\n")),
    "roles": ("txt", repeated("Abc Def\nReporter\n\n")),
    "credits": ("txt", repeated("Image source, Abc\n\n")),
    "credits joined": ("txt", repeated("Image source, ")),
    "captions": ("txt", repeated("Photograph: Abc/Def\n\n")),
    "repeated paragraphs": ("txt", repeated("Roald Amundsen came home to Oslo, and all of the town was there to see it.\n\n")),
    "gutenberg": ("txt", repeated("*** START OF THE PROJECT GUTENBERG EBOOK ABC ***\n\n")),
    "bullets": ("txt", repeated("• ")),
    "numbers of lists": ("txt", counted("@. Abc\n")),
    # Markdown.
    "md brackets": ("md", repeated("[")),
    "md images": ("md", repeated("![")),
    "md links nested": ("md", nested("[", "](x)")),
    "md links": ("md", repeated("[Abc](")),
    "md references": ("md", counted("[x@]: y\n")),
    "md reference uses": ("md", counted("[x@][y@]")),
    "md stars": ("md", repeated("*a ")),
    "md strong": ("md", repeated("**a *b ")),
    "md underscores": ("md", repeated("_a ")),
    "md backticks": ("md", repeated("`")),
    "md backtick runs": ("md", lambda n: "".join("`" * k + " " for k in range(1, int((2 * n) ** .5)))),
    "md code fences": ("md", repeated("```\n")),
    "md quotes": ("md", repeated("> ")),
    "md quotes on lines": ("md", repeated("> > > a\n")),
    "md headings": ("md", repeated("# Abc\n")),
    "md underlined": ("md", repeated("Abc\n===\n")),
    "md lists": ("md", repeated("* a\n")),
    "md lists nested": ("md", repeated("* ")),
    "md tables": ("md", repeated("| a | b |\n|---|---|\n")),
    "md table row": ("md", repeated("| a ")),
    "md html": ("md", repeated("<")),
    "md comments": ("md", repeated("<!--")),
    "md front matter": ("md", repeated("a: b\n", "---\n")),
    "md front matter toml": ("md", lambda n: "+++\n" + counted("a@ = 1\n")(n) + "+++\n"),
    "md footnotes": ("md", counted("[^@]: a\n")),
    "md footnote uses": ("md", repeated("[^1]")),
    "md backslashes": ("md", repeated("\\")),
    # Pages.
    "html unclosed": ("html", repeated("<p>a", "<body>")),
    "html bold unclosed": ("html", repeated("<b>", "<body>")),
    "html formatting": ("html", repeated("<b><i><p>x", "<body>")),
    "html nested": ("html", nested("<div>", "</div>")),
    "html spans": ("html", repeated("<span>a</span>")),
    "html tables nested": ("html", repeated("<table><tr><td>", "<body>")),
    "html tables broken": ("html", repeated("<table><a>", "<body>")),
    "html rows": ("html", repeated("<tr><td>a", "<table>")),
    "html selects": ("html", repeated("<select><option>a", "<body>")),
    "html lists": ("html", repeated("<li>a", "<ul>")),
    "html links": ("html", repeated("<a href=x>a", "<body>")),
    "html brackets": ("html", repeated("<")),
    "html entities": ("html", repeated("&amp;")),
    "html ampersands": ("html", repeated("&")),
    "html comments": ("html", repeated("<!-- ")),
    "html comments closed": ("html", repeated("<!-- -->")),
    "html attributes": ("html", lambda n: "<body><p " + counted("a@=b ")(n) + ">Oslo"),
    "html attribute": ("html", lambda n: '<body><p class="' + "a " * (n // 2) + '">Oslo'),
    "html classes": ("html", counted('<p class="byline b@">By Abc</p>')),
    "html times": ("html", repeated("<time datetime='2024-05-17T04:28Z'>04:28</time>", "<article>")),
    "html articles": ("html", repeated("<article><h2>Abc</h2><p>Def.</article>")),
    "html breaks": ("html", repeated("<br>")),
    "html breaks and words": ("html", repeated("Abc<br>")),
    "html script": ("html", repeated("a", "<script>")),
    "html scripts": ("html", repeated("<script></script>")),
    "html ld": ("html", lambda n: "<script type='application/ld+json'>" + "[" * n + "</script><p>Oslo"),
    "html ld graph": ("html", lambda n: "<script type='application/ld+json'>[" + '{"@type":"NewsArticle","headline":"a"},' * (n // 38) + "{}]</script><p>Oslo"),
    "html metas": ("html", repeated("<meta name=author content=a>")),
    "html headings": ("html", repeated("<h2>Abc</h2>")),
    "html pre": ("html", repeated("a\n", "<pre>")),
    "html closings": ("html", repeated("</p>")),
    "html templates": ("html", repeated("<template>")),
    "html svg": ("html", repeated("<svg>")),
    "html math": ("html", repeated("<math><mi>")),
    "html forms": ("html", repeated("<form><input>")),
    "html word": ("html", repeated("a", "<p>")),
    # Records.
    "json nested": ("json", repeated("[")),
    "json objects nested": ("json", repeated('{"a":')),
    "json strings": ("json", lambda n: "[" + '"a",' * (n // 4) + '"a"]'),
    "json escapes": ("jsonl", json_of("\\u0041")),
    "json surrogates": ("jsonl", json_of("\\ud83d\\ude00")),
    "json text": ("jsonl", json_of("Abc ")),
    "json keys": ("jsonl", lambda n: '{"text": "Oslo", ' + counted('"k@": 1, ')(n) + '"z": 1}\n'),
    "json number": ("jsonl", lambda n: '{"text": "Oslo", "n": ' + "7" * n + "}\n"),
    "json numbers": ("json", lambda n: "[" + "1," * (n // 2) + "1]"),
    "json records": ("json", lambda n: "[" + '{"text": "Oslo"},' * (n // 17) + "{}]"),
    "json lines": ("jsonl", repeated('{"text": "Oslo"}\n')),
    "json lines of one id": ("jsonl", repeated('{"id": "a", "text": "Oslo"}\n')),
    "json lines empty": ("jsonl", repeated("\n")),
    "json lines broken": ("jsonl", repeated("{\n")),
    "json quotes": ("jsonl", repeated('"')),
    "json backslashes": ("jsonl", repeated("\\", '{"text": "')),
    "csv quotes": ("csv", repeated('"', "id,text\n")),
    "csv open quote": ("csv", repeated("a\n", 'id,text\n1,"')),
    "csv commas": ("csv", repeated(",", "id,text\n")),
    "csv columns": ("csv", lambda n: counted("a@,")(n) + "text\n" + "," * (n // 8) + "Oslo\n"),
    "csv rows": ("csv", repeated("1,Oslo\n", "id,text\n")),
    "csv rows empty": ("csv", repeated("\n", "id,text\n")),
    "csv cell": ("csv", lambda n: 'id,text\n1,"' + "Abc " * (n // 4) + '"\n'),
    "tsv tabs": ("tsv", repeated("\t", "id\ttext\n")),
    "tsv rows": ("tsv", repeated("1\tOslo\n", "id\ttext\n")),
}


# A text without a listed name is hardly looked at.
LISTED = "\n\nRoald Amundsen left Oslo. Amundsen left.\n"


def run(command, limit):
    """Seconds of processors, MB, and the exit code, or None for one that took too long."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)))
    _, status, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/comention"))
    parser.add_argument("--sizes", default="1,10")
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=int, default=600)
    args = parser.parse_args()
    sizes = [float(size) for size in args.sizes.split(",")]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        def measure(extension, text):
            path = os.path.join(folder, "x." + extension)
            with open(path, "w", encoding="utf-8", newline="") as file:
                file.write(text + (LISTED if extension in ("txt", "md") else ""))
            return run([args.bin, "build", path, "-g", os.path.join(ROOT, "entities.toml"),
                        "--format", "csv", "--fresh", "-o", os.path.join(folder, "out")], args.limit)
        for kind, (extension, fill) in KINDS.items():
            if args.only not in kind:
                continue
            times, cells, verdict = [], [], ""
            for size in sizes:
                seconds, memory, code = measure(extension, fill(int(size * 1e6)))
                times.append(max(seconds, 0.1))
                cells.append(f"{seconds:7.2f} s {memory:6.0f} MB")
                if code not in (0, 2):
                    verdict = f"exit code {code}"
                    break
            for place in range(1, len(times)):
                growth = times[place] / times[place - 1]
                if times[place] > 1 and growth > 2 * sizes[place] / sizes[place - 1]:
                    verdict = verdict or f"grows {growth:.0f} times"
            failed += bool(verdict)
            print(f"{kind:26} {' '.join(cells)}  {verdict}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
