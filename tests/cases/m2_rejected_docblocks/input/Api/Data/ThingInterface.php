<?php

namespace Acme\Bad\Api\Data;

interface ThingInterface
{
    /**
     * @return array
     */
    public function getOptions();

    /**
     * @return string
     */
    public function getName();

    /**
     * @return \Acme\Bad\Api\Data\MissingInterface
     */
    public function getMissing();
}
