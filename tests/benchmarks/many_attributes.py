"""A shop with any number of attributes and options, as `attributes.json` tells of it."""

from __future__ import annotations

import json


def many_attributes(entity: str, attributes: int, options: int) -> str:
    """The text of the document: selects of products, each with as many options, with labels of two stores."""
    listed = [
        {
            "code": f"shape_{number}",
            "input": "select",
            "type": "int",
            "label": f"Shape {number}",
            "user_defined": True,
            "options": [
                {
                    "value": str(number * options + index),
                    "label": f"Model {number}-{index}",
                    "labels": {"de": f"Modell {number}-{index}"},
                }
                for index in range(options)
            ],
        }
        for number in range(attributes)
    ]
    return json.dumps({"entities": {entity: {"attributes": listed}}})
