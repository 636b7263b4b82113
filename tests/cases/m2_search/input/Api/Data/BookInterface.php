<?php

namespace Acme\Books\Api\Data;

interface BookInterface
{
    /**
     * Number of the book.
     *
     * @return int
     */
    public function getId();

    /**
     * Title on the cover.
     *
     * @return string|null
     */
    public function getTitle();
}
