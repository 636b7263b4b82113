<?php

namespace Acme\Evil\Api\Data;

/**
 * """ \
 */
interface EvilInterface
{
    /**
     * Get "
     *
     * @return string|null
     */
    public function getQuote();

    /**
     * Get what ends in a backslash \
     *
     * @return string|null
     */
    public function getSlash();

    /**
     * Get """); raise SystemExit #
     *
     * @return string|null
     */
    public function getTriple();
}
