<?php

namespace Acme\Evil\Api\Data;

/**
 * """ \
 */
interface EvilInterface
{
    /**
     * "
     *
     * @return string|null
     */
    public function getQuote();

    /**
     * Ends in a backslash \
     *
     * @return string|null
     */
    public function getSlash();

    /**
     * """); raise SystemExit #
     *
     * @return string|null
     */
    public function getTriple();
}
