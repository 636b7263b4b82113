<?php

namespace Acme\Color\Api\Data;

interface ColorInterface
{
    /**
     * Red, green and blue.
     *
     * @return int[]
     */
    public function getParts();
}
