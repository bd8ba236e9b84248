"""How things are named in rulebook files."""

from typing import Annotated

from pydantic import Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="The id: the stem of the file's name.")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", description="Dotted name of a value.")]
Path = Annotated[
    str, Field(pattern=r"^[a-z_]+(\.[a-z0-9_]+)+$", description="Path of a fact, such as facility.country.")
]
