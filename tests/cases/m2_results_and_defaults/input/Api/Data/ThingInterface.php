<?php

namespace Acme\Mix\Api\Data;

interface ThingInterface
{
    /**
     * @return \Acme\Mix\Api\Data\ThingInterface[]|null
     */
    public function getParts();

    /**
     * @return bool
     */
    public function hasParts();

    /**
     * @return mixed
     */
    public function getValue();

    /**
     * @return bool|null
     * @deprecated Ask for the value.
     */
    public function isKnown();
}
