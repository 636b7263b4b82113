<?php

namespace Acme\Books\Api\Data;

use Magento\Framework\Api\SearchResultsInterface;

interface BookSearchResultsInterface extends SearchResultsInterface
{
    /**
     * The books of this page.
     *
     * @return \Acme\Books\Api\Data\BookInterface[]
     */
    public function getItems();
}
