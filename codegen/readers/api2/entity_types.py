"""Types that the SOAP API of the same shop gives the same entity, where its definitions lie beside api2.xml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from codegen.ir import ANY, AnyType, KeyedList, List, Map, Model, Named, Primitive, Scalar, TypeRef, Union
from codegen.readers.api2.resources import RestResource
from codegen.readers.base import ReadOptions
from codegen.readers.magento1 import READER as SOAP
from codegen.readers.wsdl import READER as WSDL
from codegen.roots import Root
from codegen.source import Inputs

_ENDINGS = ("entity", "returnentity", "entityitem", "itementity", "createentity")
"""How Magento 1 ends the names of entities: `catalogProductReturnEntity`, `customerAddressEntityItem`."""


class EntityTypes:
    """The SOAP types of a shop by name."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = {model.name.lower(): model for model in models}

    def of(self, resource: RestResource) -> Mapping[str, TypeRef]:
        """Types by attribute, of the SOAP types that stand for the resource's entity; text is left out.

        `catalog/product` is `catalogProductEntity`, and `product_image` of Mage_Catalog `catalogProductImageEntity`.
        """
        module = resource.module.partition("_")[2]
        stems = [_compact(resource.working_model), _compact(module + resource.name), _compact(resource.name)]
        found: dict[str, TypeRef] = {}
        for stem in filter(None, stems):
            for ending in _ENDINGS:
                model = self._models.get(stem + ending)
                for field in model.fields if model else ():
                    type_ref = _loosened(field.type)
                    if type_ref is not None:
                        found.setdefault(field.soap_name or field.wire_name, type_ref)
        return found


def entity_types(roots: Sequence[Root], inputs: Inputs, options: ReadOptions) -> EntityTypes:
    """The types of the SOAP definitions among the roots, none where there are none.

    What is wrong with those definitions is left to a run that generates from them.
    """
    claimed = [root for root in roots if SOAP.claims(root) or WSDL.claims(root)]
    return EntityTypes(SOAP.read(claimed, inputs, options).api.models if claimed else ())


def _loosened(type_ref: TypeRef) -> TypeRef | None:
    """A type as REST may use it: SOAP's objects have other fields there, so of them only the shape counts."""
    match type_ref:
        case Primitive(Scalar.STRING | Scalar.BINARY):
            return None
        case List(item=Primitive() as item):
            return List(item)
        case List():
            return List(ANY)
        case Union(members) if all(isinstance(member, Primitive) for member in members):
            return type_ref
        case Named() | KeyedList() | Map() | Union() | AnyType():
            return ANY
    return type_ref


def _compact(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
