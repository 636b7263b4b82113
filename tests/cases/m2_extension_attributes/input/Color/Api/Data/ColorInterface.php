<?php

namespace Acme\Color\Api\Data;

interface ColorInterface
{
    /**
     * Get red, green and blue.
     *
     * @return int[]
     */
    public function getParts();
}
