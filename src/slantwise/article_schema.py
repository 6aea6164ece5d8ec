"""What an ``article.toml`` may hold, for editors; `slantwise.articles` is what reads it.

Reading needs the standard library only and gives the line of what is wrong. This model is
published as a JSON Schema, and a test holds the two together.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProvenanceTable(_Table):
    """What is known of the text's origin; "" where it came without."""

    summary: Annotated[str, Field(description="What is known, in a sentence.")] = ""
    title: Annotated[str, Field(description="The title that the text itself has.")] = ""
    byline: Annotated[str, Field(description="Who wrote it.")] = ""
    date: Annotated[str, Field(description="When it was published.")] = ""
    outlet: Annotated[str, Field(description="Where it was published.")] = ""
    link: Annotated[str, Field(description="What the text links to as its sources.")] = ""
    note: Annotated[str, Field(description="Anything else that a reader should know.")] = ""
    rights: Annotated[str, Field(description="Who holds the rights, or that it is unknown.")] = ""


class SectionTable(_Table):
    """A section; it begins with its heading and ends before the next one's."""

    id: Annotated[Words, Field(description="A name for exercises and pages.")]
    title: Annotated[str, Field(description="What the course calls the section.")]
    heading: Annotated[
        str,
        Field(
            description="Where it begins: words that occur once in the text, letter by letter. "
            'Only the first section may have "".'
        ),
    ] = ""


class ReadingTable(_Table):
    """A close reading of the whole text by one person."""

    id: Annotated[Words, Field(description="A name for exercises.")]
    file: Annotated[Words, Field(description="A file of JSON lines in this folder.")]
    about: Annotated[str, Field(description="Who read it, and with which leaning.")] = ""


class ActorTable(_Table):
    """Somebody who acts, or is acted upon, in the text; counted in the panel."""

    id: Annotated[Words, Field(description="A name for links.")]
    name: Annotated[Words, Field(description="What the panel calls them.")]
    aliases: Annotated[
        list[Words], Field(min_length=1, description="The words that name them in the text.")
    ]


class ArticleFile(_Table):
    """An ``article.toml``: a text under study, and what the course knows of it."""

    id: Annotated[Words, Field(description="The name of the folder.")]
    title: Annotated[str, Field(description="What the course calls the text.")]
    language: Annotated[str, Field(description='A language code, such as "en".')] = "en"
    side: Annotated[
        str, Field(description="The side that the text favours, in one word; absent: none.")
    ] = ""
    written_for_course: Annotated[
        str, Field(description="Said above a text that was written for the course.")
    ] = ""
    text: Annotated[Words, Field(description="The file of the text, in this folder.")]
    provenance: ProvenanceTable = ProvenanceTable()
    section: list[SectionTable] = []
    reading: list[ReadingTable] = []
    actor: list[ActorTable] = []
