"""As much of a QTI 2.1 delivery engine as our packages use, written from the specification.

It knows nothing of Slantwise: it takes a package and what was answered, and works out the outcomes
by QTI's own expressions. A rule that it does not know is an error.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

Value = Any  # a number, an identifier, a truth value, a list, or None for NULL
QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"


def parse(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - our own


class Package:
    """A package, read by its manifest only."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        manifest = parse(self.files["imsmanifest.xml"])
        by_id = {r.get("identifier"): r for r in manifest.iter(f"{CP}resource")}
        (main,) = [r for r in by_id.values() if r.get("type") == "imsqti_test_xmlv2p1"]
        self.test = parse(self.files[main.get("href", "")])
        needs = [by_id[d.get("identifierref")] for d in main.findall(f"{CP}dependency")]
        listed = {r.get("href", "") for r in by_id.values()} | {"imsmanifest.xml"}
        assert listed == set(self.files)
        self.items = {r.get("href", ""): parse(self.files[r.get("href", "")]) for r in needs}

    def references(self) -> list[tuple[str, ET.Element]]:
        """Every item of the test, with the section that it stands in."""
        return [
            (section.get("identifier", ""), reference)
            for section in self.test.iter(f"{QTI}assessmentSection")
            for reference in section.findall(f"{QTI}assessmentItemRef")
        ]

    def outcomes(self, answers: Mapping[str, Value]) -> dict[str, Value]:
        """The outcomes of the test; ``answers`` are by the item's identifier."""
        told = []
        for section, reference in self.references():
            item = self.items[reference.get("href", "")]
            found = item_outcomes(item, answers.get(item.get("identifier", "")))
            weights = {w.get("identifier"): float(w.get("value", "")) for w in reference}
            told.append((section, reference.get("category", "").split(), found, weights))
        engine = Engine(declared(self.test), {}, told)
        engine.run(self.test.find(f"{QTI}outcomeProcessing"))
        return engine.variables


def item_outcomes(item: ET.Element, answer: Value) -> dict[str, Value]:
    """What an item comes to, and what it says, for one answer."""
    (response,) = item.findall(f"{QTI}responseDeclaration")
    entries = response.iter(f"{QTI}mapEntry")
    mapping = {e.get("mapKey"): float(e.get("mappedValue", "")) for e in entries}
    engine = Engine({**declared(item), "RESPONSE": answer}, mapping, [])
    engine.run(item.find(f"{QTI}responseProcessing"))
    return engine.variables


def said(item: ET.Element, outcomes: Mapping[str, Value]) -> list[str]:
    """The paragraphs of feedback that are shown."""
    return [
        "".join(p.itertext())
        for modal in item.findall(f"{QTI}modalFeedback")
        if outcomes[modal.get("outcomeIdentifier", "")] == modal.get("identifier")
        for p in modal
    ]


def declared(root: ET.Element) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for outcome in root.findall(f"{QTI}outcomeDeclaration"):
        value = outcome.findtext(f"{QTI}defaultValue/{QTI}value")
        found[outcome.get("identifier", "")] = None if value is None else float(value)
    return found


class Engine:
    """Processing rules and expressions."""

    def __init__(
        self,
        variables: dict[str, Value],
        mapping: Mapping[str | None, float],
        told: Sequence[tuple[str, list[str], dict[str, Value], dict[str | None, float]]],
    ) -> None:
        self.variables, self.mapping, self.told = variables, mapping, told

    def run(self, rules: ET.Element | None) -> None:
        for rule in rules if rules is not None else ():
            if rule.tag == f"{QTI}setOutcomeValue":
                assert rule.get("identifier") in self.variables
                self.variables[rule.get("identifier", "")] = self.value(rule[0])
            else:
                assert rule.tag == f"{QTI}responseCondition"
                self.choose(rule)

    def choose(self, condition: ET.Element) -> None:
        for branch in condition:
            if branch.tag == f"{QTI}responseElse":
                return self.run(branch)
            assert branch.tag == f"{QTI}responseIf"
            if self.value(branch[0]) is True:
                then = ET.Element("then")
                then.extend(branch[1:])
                return self.run(then)
        return None

    def value(self, node: ET.Element) -> Value:
        name = node.tag.removeprefix(QTI)
        if name == "baseValue":
            text = node.text or ""
            return float(text) if node.get("baseType") == "float" else text
        if name == "variable":
            return self.variables[node.get("identifier", "")]
        if name == "mapResponse":
            return self.mapping.get(self.variables[node.get("identifier", "")], 0.0)
        if name == "testVariables":
            return self.collect(node)
        return self.operate(name, [self.value(child) for child in node])

    def operate(self, name: str, values: list[Value]) -> Value:
        if name == "isNull":
            return values[0] is None
        if name == "ordered":
            return values
        if name == "or":
            return any(value is True for value in values)
        if None in values:
            return None
        flat = [x for v in values for x in (v if isinstance(v, list) else [v])]
        return {
            "match": lambda: values[0] == values[1],
            "sum": lambda: sum(flat),
            "product": lambda: values[0] * values[1],
            "subtract": lambda: values[0] - values[1],
            "divide": lambda: values[0] / values[1],
            "min": lambda: min(flat),
            "max": lambda: max(flat),
        }[name]()

    def collect(self, node: ET.Element) -> list[Value]:
        section, category = node.get("sectionIdentifier"), node.get("includeCategory")
        weight = node.get("weightIdentifier")
        return [
            found[node.get("variableIdentifier", "")] * weights.get(weight, 1.0)
            for where, categories, found, weights in self.told
            if where == section and (category is None or category in categories)
        ]
