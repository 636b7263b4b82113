<?php

namespace Acme\Mix\Api\Data;

interface ThingInterface
{
    /**
     * @return \Acme\Mix\Api\Data\ThingInterface[]|null
     */
    public function getParts();

    /**
     * @param \Acme\Mix\Api\Data\ThingInterface[]|null $parts
     * @return $this
     */
    public function setParts($parts);

    /**
     * @return bool
     */
    public function hasParts();

    /**
     * @return mixed
     */
    public function getValue();

    /**
     * @param mixed $value
     * @return $this
     */
    public function setValue($value);

    /**
     * @return bool|null
     * @deprecated Ask for the value.
     */
    public function isKnown();

    /**
     * @param bool|null $known
     * @return $this
     */
    public function setKnown($known);
}
